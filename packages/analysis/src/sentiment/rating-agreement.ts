import { pearson } from '../statistics/pearson.ts';
import { spearman } from '../statistics/spearman.ts';
import { vaderScores } from './vader-scores.ts';

export interface RatedText {
  readonly text: string;
  /** By people, on any linear scale. */
  readonly rating: number;
}

export interface RatingAgreement {
  readonly texts: number;
  /** Of compound with the rating; null where either does not vary. */
  readonly pearson: number | null;
  readonly spearman: number | null;
}

/** How VADER's compound goes with people's ratings of the same texts. O(length + n log n). */
export function agreeWithRatings(rated: readonly RatedText[]): RatingAgreement {
  const compounds = Float64Array.from(rated, ({ text }) => vaderScores(text).compound);
  const ratings = Float64Array.from(rated, ({ rating }) => rating);
  return {
    texts: rated.length,
    pearson: pearson(compounds, ratings)?.coefficient ?? null,
    spearman: spearman(compounds, ratings)?.coefficient ?? null,
  };
}
