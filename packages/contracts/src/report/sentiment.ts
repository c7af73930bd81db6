import { z } from 'zod';
import { countSchema, intervalSchema, nullableNumberSchema } from './figures.ts';

/** VADER over an account's English captions; captions in other languages are counted, not scored. */
export const accountSentimentSchema = z.object({
  account_id: z.string(),
  posts_scored: countSchema,
  /** Captions in other languages, or in none that could be told; most first. */
  not_scored: z.array(z.object({ language: z.string().nullable(), posts: countSchema })),
  /** Mean compound, −1 … 1; null when nothing was scored. */
  mean_compound: nullableNumberSchema,
  /** Shares of scored posts with compound ≥ 0.05, between, ≤ −0.05. */
  positive_pct: nullableNumberSchema,
  neutral_pct: nullableNumberSchema,
  negative_pct: nullableNumberSchema,
  /** Spearman of compound with engagement at equal age; null with too few posts. */
  association: z
    .object({ rho: z.number(), ci_95: intervalSchema, p_value: z.number(), posts: countSchema })
    .nullable(),
});
export type AccountSentiment = z.infer<typeof accountSentimentSchema>;

export const sentimentSchema = z.object({ accounts: z.array(accountSentimentSchema) });
export type Sentiment = z.infer<typeof sentimentSchema>;
