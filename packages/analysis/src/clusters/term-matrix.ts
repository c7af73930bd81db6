import { plainText } from '../caption/plain-text.ts';

const wordPattern = /[\p{L}\p{M}\p{Nd}]{3,40}/gu;
const mostTerms = 2_000;
const fewestPosts = 3;
/** A word on more than half of the posts tells nothing apart. */
const mostShare = 0.5;

/** Posts × terms in compressed rows; each row has length 1, or 0 without a known term. */
export interface TermMatrix {
  readonly rows: number;
  readonly terms: readonly string[];
  /** Entries of row i are [starts[i], starts[i + 1]). */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/** The words of a caption, each once, in small letters. O(length). */
export const wordsOf = (caption: string): Set<string> =>
  new Set(plainText(caption).toLowerCase().match(wordPattern) ?? []);

/**
 * TF-IDF with binary term frequency (a word in a caption either is there or not) and
 * idf = ln(n / posts with the term), rows scaled to length 1, over the (up to) 2,000 terms on
 * most posts that are on three posts or more and on at most half. O(total length).
 */
export function termMatrix(captions: readonly string[]): TermMatrix {
  const words = captions.map(wordsOf);
  const frequency = new Map<string, number>();
  for (const each of words) {
    for (const word of each) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const kept = [...frequency]
    .filter(([, posts]) => posts >= fewestPosts && posts <= mostShare * captions.length)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostTerms);
  const columnOf = new Map(kept.map(([word], column) => [word, column]));
  const idf = Float64Array.from(kept, ([, posts]) => Math.log(captions.length / posts));
  const starts = new Int32Array(captions.length + 1);
  const columns: number[] = [];
  const weights: number[] = [];
  words.forEach((each, row) => {
    const known = [...each].flatMap((word) => columnOf.get(word) ?? []).sort((a, b) => a - b);
    const squares = known.reduce((sum, column) => sum + (idf[column] as number) ** 2, 0);
    for (const column of known) {
      columns.push(column);
      weights.push((idf[column] as number) / Math.sqrt(squares));
    }
    starts[row + 1] = columns.length;
  });
  return {
    rows: captions.length,
    terms: kept.map(([word]) => word),
    starts,
    columns: Int32Array.from(columns),
    weights: Float64Array.from(weights),
  };
}
