import type { HookWords } from './hook-words.ts';

/** Lemma of each form this first library knows. */
const forms: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    try: 'try tries tried trying',
    make: 'make makes made making',
    build: 'build builds built building',
    stop: 'stop stops stopped stopping',
    learn: 'learn learns learned learning',
    watch: 'watch watches watched watching',
    win: 'win wins won winning',
    play: 'play plays played playing',
    buy: 'buy buys bought buying',
    find: 'find finds found finding',
    survive: 'survive survives survived surviving',
    beat: 'beat beats beating',
    use: 'use uses used using',
    know: 'know knows knew knowing',
    start: 'start starts started starting',
    get: 'get gets got getting',
    cook: 'cook cooks cooked cooking',
    fix: 'fix fixes fixed fixing',
    grow: 'grow grows grew growing',
    save: 'save saves saved saving',
    lose: 'lose loses lost losing',
    break: 'break breaks broke breaking',
    change: 'change changes changed changing',
    think: 'think thinks thought thinking',
    tell: 'tell tells told telling',
    want: 'want wants wanted wanting',
    need: 'need needs needed needing',
    avoid: 'avoid avoids avoided avoiding',
  }).flatMap(([lemma, list]) => list.split(' ').map((form) => [form, lemma])),
);

const mostVerbs = 5;

/** The commonest verb lemmas of some hooks (at least two hooks each), by count, then name. */
export function commonVerbs(hooks: readonly HookWords[]): string[] {
  const counts = new Map<string, number>();
  for (const { words } of hooks) {
    const lemmas = words.flatMap((word) =>
      Object.hasOwn(forms, word) ? [forms[word] ?? word] : [],
    );
    for (const lemma of new Set(lemmas)) counts.set(lemma, (counts.get(lemma) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= 2)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostVerbs)
    .map(([lemma]) => lemma);
}
