import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sharedPath } from '@viral-scan/testing';
import { csvColumn } from './csv-column.ts';
import { generatedCaption } from './generated-account.ts';

const sources = [
  { file: ['vader-sentiment-gold', 'gold.csv.gz'], column: 'text' },
  { file: ['twitter-longhistory-dslabs', 'posts.csv.gz'], column: 'text' },
  { file: ['clickbait-headlines', 'headlines.csv.gz'], column: 'headline' },
  { file: ['youtube-trending-2026', 'public', 'posts.csv.gz'], column: 'title' },
] as const;

export interface Texts {
  readonly texts: readonly string[];
  /** What they are, for the reader of the table. */
  readonly origin: string;
}

/**
 * Real texts where the shared data is there (rated snippets, tweets, headlines and video titles, evenly
 * drawn from all of them), else generated captions.
 */
export function collectTexts(count: number): Texts {
  const real = sources.flatMap(({ file, column }) => {
    const path = sharedPath('data', ...file);
    return path === null ? [] : csvColumn(gunzipSync(readFileSync(path)).toString('utf8'), column);
  });
  if (real.length < count) {
    const texts = Array.from({ length: count }, (_, i) => generatedCaption(i));
    return { texts, origin: 'generated captions' };
  }
  const texts = Array.from(
    { length: count },
    (_, i) => real[Math.floor((i * real.length) / count)] ?? '',
  );
  return { texts, origin: 'real snippets, tweets, headlines and titles' };
}
