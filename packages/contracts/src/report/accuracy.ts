import { z } from 'zod';
import { countSchema, intervalSchema, nullableNumberSchema } from './figures.ts';

/** How far expectations lay from what came, on posts that took no part in learning. */
export const predictionScoreSchema = z.object({
  /** Mean absolute error of log(1 + engagements at equal age), natural log. */
  mae_ln: z.number(),
  /** Share of posts within a factor of two, 0–1. */
  within_2x: z.number(),
  /** Rank correlation within the account; null when it is undefined. */
  spearman: nullableNumberSchema,
});
export type PredictionScore = z.infer<typeof predictionScoreSchema>;

/** The expected-engagement model, learnt on the first 80 % of an account, scored on the rest. */
export const accountAccuracySchema = z.object({
  account_id: z.string(),
  trained_on: countSchema,
  scored_on: countSchema,
  model: predictionScoreSchema,
  /** The mean (of logs) of the 20 posts before. */
  trailing_mean: predictionScoreSchema,
  /** trailing_mean.mae_ln − model.mae_ln; above zero the model is better. */
  gain_mae_ln: z.number(),
  gain_ci_95: intervalSchema,
});
export type AccountAccuracy = z.infer<typeof accountAccuracySchema>;

export const accuracySchema = z.object({ accounts: z.array(accountAccuracySchema) });
