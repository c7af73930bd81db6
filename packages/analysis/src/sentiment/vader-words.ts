import { vaderLexicon } from './vader-lexicon.ts';
import { boosters, negations } from './vader-rules.ts';

const valences: ReadonlyMap<string, number> = new Map(
  vaderLexicon
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [valence, ...words] = line.split(' ');
      return words.map((word) => [word, Number(valence)] as const);
    }),
);

const negates = (text: string): boolean => negations.has(text) || text.includes("n't");

/** What the rules need to know of a lower-cased word; `valence` is null outside the lexicon. */
export interface Word {
  readonly text: string;
  readonly valence: number | null;
  readonly boost: number | null;
  readonly negates: boolean;
}

/** A word where it stands; a word in capitals may stress what it says. */
export interface Token {
  readonly word: Word;
  readonly capitals: boolean;
}

const known: ReadonlyMap<string, Word> = new Map(
  [...valences.keys(), ...boosters.keys(), ...negations].map((text) => {
    const valence = valences.get(text) ?? null;
    const boost = boosters.get(text) ?? null;
    return [text, { text, valence, boost, negates: negates(text) }] as const;
  }),
);

const readWord = (text: string): Word =>
  known.get(text) ?? { text, valence: null, boost: null, negates: negates(text) };

/** What Python's str.split() parts at: JavaScript's \s has U+FEFF besides, and lacks U+001C to U+001F and U+0085. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: str.split() parts at them, too
const gaps = /[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

/** Python's string.punctuation: all that is printed in ASCII but letters and digits. */
const isPunctuation = (code: number): boolean =>
  (code >= 0x21 && code <= 0x2f) ||
  (code >= 0x3a && code <= 0x40) ||
  (code >= 0x5b && code <= 0x60) ||
  (code >= 0x7b && code <= 0x7e);

/** Without outer punctuation, unless two characters or fewer would be left: then an emoticon, kept. */
function stripPunctuation(token: string): string {
  let start = 0;
  let end = token.length;
  while (start < end && isPunctuation(token.charCodeAt(start))) start++;
  while (end > start && isPunctuation(token.charCodeAt(end - 1))) end--;
  if (end - start > 4) return token.slice(start, end);
  const stripped = token.slice(start, end);
  return [...stripped].length <= 2 ? token : stripped;
}

const lowerOrTitle = /[\p{Lowercase}\p{Lt}]/u;
const upper = /\p{Uppercase}/u;

/** Python's str.isupper(): something is upper case and nothing is lower or title case. */
function isUpper(token: string): boolean {
  let cased = false;
  for (let i = 0; i < token.length; i++) {
    const code = token.charCodeAt(i);
    if (code > 0x7f) return upper.test(token) && !lowerOrTitle.test(token);
    if (code >= 0x61 && code <= 0x7a) return false;
    cased ||= code >= 0x41 && code <= 0x5a;
  }
  return cased;
}

/** The tokens VADER reads, apart at white space. O(length). */
export function readTokens(text: string): Token[] {
  return (text.match(gaps) ?? []).map((raw) => {
    const token = stripPunctuation(raw);
    return { word: readWord(token.toLowerCase()), capitals: isUpper(token) };
  });
}
