import type { HookWords } from './hook-words.ts';

/**
 * A family of opening lines. `language` null: tells without reading words, in any
 * language. `matches` is linear in the hook: phrase look-ups, no backtracking patterns.
 */
export interface HookFamily {
  readonly family: string;
  readonly template: string;
  readonly language: 'en' | null;
  matches(hook: HookWords): boolean;
}

type Test = (hook: HookWords) => boolean;

/** Phrases by their first word, so that a hook is looked through once. */
function byFirstWord(list: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const phrase of list) {
    const first = phrase.split(' ', 1)[0] ?? '';
    found.set(first, [...(found.get(first) ?? []), ` ${phrase} `]);
  }
  return found;
}

/** Any of the phrases (comma-separated, without apostrophes), as whole words. */
export function phrases(list: string): Test {
  const known = byFirstWord(list.split(',').map((phrase) => phrase.trim()));
  return ({ words, padded }) => {
    for (const word of words) {
      const candidates = known.get(word);
      if (candidates?.some((phrase) => padded.includes(phrase))) return true;
    }
    return false;
  };
}

/** Any of the phrases as the first words. */
export function opensWith(list: string): Test {
  const known = byFirstWord(list.split(',').map((phrase) => phrase.trim()));
  return ({ words, padded }) =>
    known.get(words[0] ?? '')?.some((phrase) => padded.startsWith(phrase)) ?? false;
}

export const english = (
  family: string,
  template: string,
  ...tests: readonly Test[]
): HookFamily => ({
  family,
  template,
  language: 'en',
  matches: (hook) => tests.some((test) => test(hook)),
});

export const anyLanguage = (family: string, template: string, matches: Test): HookFamily => ({
  family,
  template,
  language: null,
  matches,
});
