import { englishFamilies } from './english-families.ts';
import type { HookFamily } from './hook-family.ts';
import type { HookWords } from './hook-words.ts';
import { signFamilies } from './sign-families.ts';

/** Every family tried, in a fixed order. */
export const hookFamilies: readonly HookFamily[] = [...signFamilies, ...englishFamilies];

interface Entry {
  /** The words after the first. */
  readonly rest: readonly string[];
  readonly opens: boolean;
  readonly family: number;
}

/** The phrases of all families by their first word: a hook's words are looked up once. */
function phrasesByFirstWord(): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  const add = (phrase: string, opens: boolean, family: number): void => {
    const [first = '', ...rest] = phrase.split(' ');
    const entries = found.get(first) ?? [];
    entries.push({ rest, opens, family });
    found.set(first, entries);
  };
  for (const [i, { phrases, openings }] of hookFamilies.entries()) {
    for (const phrase of phrases) add(phrase, false, i);
    for (const phrase of openings) add(phrase, true, i);
  }
  return found;
}

const index = phrasesByFirstWord();

/**
 * 1 for each of `hookFamilies` the hook is of. Those of English words only with `inEnglish`.
 * O(length): no backtracking patterns, phrases found by look-up.
 */
export function matchFamilies(hook: HookWords, inEnglish: boolean): Uint8Array {
  const { words } = hook;
  const matched = new Uint8Array(hookFamilies.length);
  for (let i = 0; inEnglish && i < words.length; i += 1) {
    for (const { rest, opens, family } of index.get(words[i] as string) ?? []) {
      if (matched[family] === 1 || (opens && i > 0)) continue;
      matched[family] = Number(rest.every((word, k) => words[i + 1 + k] === word));
    }
  }
  hookFamilies.forEach(({ language, test }, i) => {
    if (test === null || matched[i] === 1 || (language !== null && !inEnglish)) return;
    matched[i] = Number(test(hook));
  });
  return matched;
}
