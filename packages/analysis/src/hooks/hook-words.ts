/** A hook made ready once for all families. */
export interface HookWords {
  readonly text: string;
  /** Lower-case words and numbers, without apostrophes. */
  readonly words: readonly string[];
  /** The words with a space before, between and after: phrases are found by `includes`. */
  readonly padded: string;
}

/** One character class, one quantifier: linear on any input. */
const wordPattern = /[\p{L}\p{N}\p{M}'’]+/gu;

/** Splits a hook into words. O(length). */
export function readHook(text: string): HookWords {
  const words: string[] = [];
  for (const [word] of text.toLowerCase().matchAll(wordPattern)) {
    const bare = word.replaceAll("'", '').replaceAll('’', '');
    if (bare !== '') words.push(bare);
  }
  return { text, words, padded: ` ${words.join(' ')} ` };
}

/** True for words of ASCII digits alone. */
export function isNumeral(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return word.length > 0;
}
