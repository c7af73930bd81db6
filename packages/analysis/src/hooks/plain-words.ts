/** One character class, one quantifier: linear on any input. */
const wordPattern = /[\p{L}\p{N}\p{M}'’]+/gu;

/** The lower-case words and numbers of a text, straight apostrophes kept inside. O(length). */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [match] of text.toLowerCase().matchAll(wordPattern)) {
    let start = 0;
    let end = match.length;
    while (start < end && isApostrophe(match, start)) start += 1;
    while (end > start && isApostrophe(match, end - 1)) end -= 1;
    if (start < end) words.push(match.slice(start, end).replaceAll('’', "'"));
  }
  return words;
}

const isApostrophe = (text: string, index: number): boolean =>
  text.charCodeAt(index) === 0x27 || text.charCodeAt(index) === 0x2019;

const endings: readonly (readonly [string, string])[] = [
  ["n't", 'not'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'m", 'am'],
  ["'d", 'would'],
];
const irregular: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall' };
/** After these 's is "is"; after others it is taken as a possessive. */
const isWords = new Set(
  'it that this what here there who he she how where when why let everyone nobody everything'.split(
    ' ',
  ),
);
const longestWord = 24;
/** Stands for words outside of a–z (names, mixed letters and digits): read as a noun. */
const unknownWord = 'thing';

/** True where all units are a–z. O(length). */
function isAsciiWord(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    if (code < 97 || code > 122) return false;
  }
  return word.length > 0;
}

/**
 * A word as the tagger is given it: a–z words alone, contractions written out, so that how
 * a text is split into tokens never depends on what the tagger has read before. O(length).
 *
 * @example spelledOut("don't") // ['do', 'not']
 */
export function spelledOut(word: string): string[] {
  const first = word.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    const ordinal = /(?:st|nd|rd|th)$/.test(word);
    return [ordinal ? 'first' : '7'];
  }
  if (word.length > longestWord) return [unknownWord];
  if (isAsciiWord(word)) return [word];
  for (const [ending, full] of endings) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (isAsciiWord(stem)) return [irregular[stem] ?? stem, full];
  }
  const stem = word.endsWith("'s") ? word.slice(0, -2) : word.replaceAll("'", '');
  if (!isAsciiWord(stem)) return [unknownWord];
  return isWords.has(stem) && word.endsWith("'s") ? [stem, 'is'] : [stem];
}
