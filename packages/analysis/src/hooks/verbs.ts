import type { HookWords } from './hook-words.ts';

const mostVerbs = 5;
/** Verbs that say nothing about a hook. */
const light = new Set('be have do will would can could should may might must'.split(' '));

/** The commonest verb lemmas of some hooks (at least two hooks each), by count, then name. */
export function commonVerbs(hooks: readonly HookWords[]): string[] {
  const counts = new Map<string, number>();
  for (const { tagged } of hooks) {
    const lemmas = new Set<string>();
    for (const { part, lemma } of tagged) {
      if (part === 'VERB' && !light.has(lemma)) lemmas.add(lemma);
    }
    for (const lemma of lemmas) counts.set(lemma, (counts.get(lemma) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= 2)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostVerbs)
    .map(([lemma]) => lemma);
}
