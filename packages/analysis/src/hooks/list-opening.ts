import { type HookWords, isNumeral } from './hook-words.ts';

const spelledNumbers = new Set(
  'two three four five six seven eight nine ten eleven twelve fifteen twenty'.split(' '),
);
/** Counted, these tell a duration or an amount, not a list. */
const measures = new Set(
  `second seconds minute minutes hour hours day days night nights week weeks month months year years
  percent dollars euros pounds bucks miles views subscribers followers calories degrees`.split(
    /\s+/,
  ),
);
const furthestStart = 3;
const furthestNoun = 6;

const counts = (word: string): boolean =>
  spelledNumbers.has(word) || (isNumeral(word) && word.length <= 3 && Number(word) >= 2);

/**
 * "7 ways to …", "Top 10 cheap phones": among the first three words a number of 2 to 999,
 * then within six words a plural noun which is not a measure ("for 30 days"). The plural
 * is the tagger's where the hook was read, else a longer word in "-s". O(words).
 */
export function isList({ words, tagged }: HookWords): boolean {
  const position = words.findIndex((word, i) => i < furthestStart && counts(word));
  if (position < 0 || words[position - 1] === 'for' || words[position - 1] === 'in') return false;
  const end = Math.min(words.length, position + 1 + furthestNoun);
  for (let i = position + 1; i < end; i += 1) {
    const word = words[i] ?? '';
    if (measures.has(word)) return false;
    const read = tagged[i];
    if (read === undefined) {
      if (word.length > 3 && word.endsWith('s')) return true;
      continue;
    }
    if (read.part === 'VERB' || read.part === 'AUX') return false;
    const isNoun = read.part === 'NOUN' || read.part === 'PROPN';
    if (isNoun && read.lemma !== read.word && !read.word.includes("'")) return true;
    if (isNoun && (word === 'people' || word === 'things')) return true;
  }
  return false;
}
