import { sharedEnglishReader } from '../hooks/english-reader.ts';
import { matchFamilies } from '../hooks/families.ts';
import { readHook } from '../hooks/hook-words.ts';
import type { PartOfSpeech, TaggedWord } from '../hooks/tagged-word.ts';

/** What a headline is told by. */
export interface HeadlineFeatures {
  /** Families, lengths, punctuation, parts of speech; always the same columns. */
  readonly measures: Float64Array;
  /** Words, lemmas, pairs of neighbours, beginnings and ends, each once; the first letter names the kind. */
  readonly terms: readonly string[];
}

const partsCounted: readonly PartOfSpeech[] = [
  'NOUN',
  'PROPN',
  'VERB',
  'ADJ',
  'ADV',
  'PRON',
  'DET',
  'NUM',
  'AUX',
  'ADP',
];
const marks = [',', '.', '-', ':', '(', "'", '’', '"'];

const count = (text: string, mark: string): number => text.split(mark).length - 1;

function capitals(text: string): number {
  let upper = 0;
  for (const char of text) if (char !== char.toLowerCase()) upper += 1;
  return upper;
}

/** Sentences: marks that end one before white space, and the rest. */
function sentences(text: string): number {
  let ends = 1;
  for (let i = 0; i + 1 < text.length; i += 1) {
    const ended = text[i] === '.' || text[i] === '!' || text[i] === '?' || text[i] === '…';
    if (ended && text[i + 1] === ' ') ends += 1;
  }
  return ends;
}

function termsOf(tagged: readonly TaggedWord[]): string[] {
  const words = tagged.map(({ word }) => word);
  const parts = tagged.map(({ part }) => part as string);
  const terms = new Set<string>();
  tagged.forEach(({ word, lemma, part }, i) => {
    terms.add(`w ${word}`);
    terms.add(`l ${lemma}`);
    const next = tagged[i + 1];
    if (next === undefined) return;
    terms.add(`b ${word} ${next.word}`);
    terms.add(`p ${part} ${next.part}`);
  });
  for (const size of [1, 2, 3]) terms.add(`s< ${words.slice(0, size).join(' ')}`);
  for (const size of [1, 2]) terms.add(`s> ${words.slice(-size).join(' ')}`);
  terms.add(`p< ${parts.slice(0, 2).join(' ')}`);
  terms.add(`p> ${parts.slice(-2).join(' ')}`);
  return [...terms];
}

/** Reads a headline of English. O(length). */
export function headlineFeatures(headline: string): HeadlineFeatures {
  const text = headline.trim();
  const tagged = sharedEnglishReader().read(text);
  const hook = readHook(text, tagged);
  const words = Math.max(1, tagged.length);
  const distinct = new Set(tagged.map(({ word }) => word)).size;
  const letters = tagged.reduce((sum, { word }) => sum + word.length, 0);
  const measures = [
    ...matchFamilies(hook, true),
    words,
    words ** 2,
    text.length,
    text.length ** 2,
    letters / words,
    sentences(text),
    sentences(text) > 1 ? 1 : 0,
    ...marks.map((mark) => count(text, mark)),
    capitals(text) / Math.max(1, text.length),
    ...['.', '?', '!'].map((end) => (text.endsWith(end) ? 1 : 0)),
    ...partsCounted.map((part) => tagged.filter((each) => each.part === part).length / words),
    distinct / words,
  ];
  return { measures: Float64Array.from(measures), terms: termsOf(tagged) };
}
