import { createRequire } from 'node:module';
import { agreeWithRatings, pearson } from '@viral-scan/analysis';
import { readCsvRecords } from '../csv/csv-records.ts';
import { alignRows, count, figure } from './text.ts';

interface VaderSentiment {
  readonly SentimentIntensityAnalyzer: {
    polarity_scores(text: string): { readonly compound: number };
  };
}

/** The package ships no types. */
const { SentimentIntensityAnalyzer: rival } = createRequire(import.meta.url)(
  'vader-sentiment',
) as VaderSentiment;

interface Rated {
  readonly set: string;
  readonly text: string;
  readonly rating: number;
}

function row(name: string, rated: readonly Rated[]): string[] {
  const ours = agreeWithRatings(rated);
  const theirs = pearson(
    Float64Array.from(rated, ({ text }) => rival.polarity_scores(text).compound),
    Float64Array.from(rated, ({ rating }) => rating),
  );
  return [
    name,
    count(ours.texts),
    figure(ours.pearson),
    figure(ours.spearman),
    figure(theirs?.coefficient ?? null),
  ];
}

/** How sentiment goes with what people said of the same texts. */
export function ratingsBlock([path = '']: readonly string[]): string[] {
  const rated = readCsvRecords(path).map(
    (cell): Rated => ({
      set: cell('set'),
      text: cell('text'),
      rating: Number(cell('mean_rating')),
    }),
  );
  const sets = [...Map.groupBy(rated, ({ set }) => set)];
  return [
    'correlation of VADER’s compound with the mean rating (−4 to 4) of 20 people',
    ...alignRows([
      ['texts', 'n', 'Pearson', 'Spearman', 'Pearson, npm vader-sentiment'],
      ...sets.map(([set, each]) => row(set, each)),
      row('all', rated),
    ]),
  ];
}
