import { createRequire } from 'node:module';
import { readTexts, type Subject } from '../subject.ts';

interface VaderSentiment {
  readonly SentimentIntensityAnalyzer: {
    polarity_scores(text: string): { readonly compound: number };
  };
}

/** The package ships no types. */
const { SentimentIntensityAnalyzer } = createRequire(import.meta.url)(
  'vader-sentiment',
) as VaderSentiment;

export const vaderSentiment: Subject = (file, rows) => {
  const texts = readTexts(file, rows);
  return () =>
    Float64Array.from(texts, (text) => SentimentIntensityAnalyzer.polarity_scores(text).compound);
};
