/**
 * The words VADER's rules turn on (Hutto & Gilbert 2014; vaderSentiment.py at 44fc044).
 * Its list of idioms without lexicon words is never read by the reference, nor is it here.
 */

const increment = 0.293;

const words = (list: string): string[] => list.trim().split(/\s+/);

/** Degree words: added to the valence they precede, away from 0 (or towards it when negative). */
export const boosters: ReadonlyMap<string, number> = new Map([
  ...words(`
    absolutely amazingly awfully completely considerable considerably decidedly deeply effing
    enormous enormously entirely especially exceptional exceptionally extreme extremely fabulously
    flipping flippin frackin fracking fricking frickin frigging friggin fully fuckin fucking fuggin
    fugging greatly hella highly hugely incredible incredibly intensely major majorly more most
    particularly purely quite really remarkably so substantially thoroughly total totally tremendous
    tremendously uber unbelievably unusually utter utterly very
  `).map((word) => [word, increment] as const),
  ...words(`
    almost barely hardly kinda kindof kind-of less little marginal marginally occasional
    occasionally partly scarce scarcely slight slightly somewhat sorta sortof sort-of
  `).map((word) => [word, -increment] as const),
]);

/** Two words before a valence that dampen it, by the reference always downwards. */
export const boosterPairs: ReadonlyMap<string, number> = new Map([
  ['just enough', -increment],
  ['kind of', -increment],
  ['sort of', -increment],
]);

/** Besides every word with "n't" in it. */
export const negations: ReadonlySet<string> = new Set(
  words(`
    aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt
    neither neednt never none nope nor not nothing nowhere oughtnt shant shouldnt uhuh uh-uh wasnt
    werent without wont wouldnt rarely seldom despite
  `),
);

/** Phrases with a lexicon word in them whose valence is not the sum of their words. */
export const phrases: ReadonlyMap<string, number> = new Map([
  ['the shit', 3],
  ['the bomb', 3],
  ['bad ass', 1.5],
  ['bus stop', 0],
  ['yeah right', -2],
  ['kiss of death', -1.5],
  ['to die for', 3],
  ['beating heart', 3.1],
  ['broken heart', -2.9],
]);
