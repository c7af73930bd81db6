import { wordsOf } from './plain-words.ts';
import type { TaggedWord } from './tagged-word.ts';

/** A hook made ready once for all families. */
export interface HookWords {
  readonly text: string;
  /** Lower-case words and numbers, without apostrophes. */
  readonly words: readonly string[];
  /** Parts of speech and lemmas; empty where the hook is not English. */
  readonly tagged: readonly TaggedWord[];
}

/** Splits a hook into words, or takes those that were read. O(length). */
export function readHook(text: string, tagged: readonly TaggedWord[] = []): HookWords {
  const read = tagged.length > 0 ? tagged.map(({ word }) => word) : wordsOf(text);
  const words = read.map((word) => (word.includes("'") ? word.replaceAll("'", '') : word));
  return { text, words, tagged };
}

/** True for words of ASCII digits alone. */
export function isNumeral(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return word.length > 0;
}
