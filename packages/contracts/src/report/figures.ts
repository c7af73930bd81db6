import { z } from 'zod';
import { platformSchema, roleSchema } from '../platform.ts';

export const countSchema = z.int().nonnegative();
export const nullableNumberSchema = z.number().nullable();
/** Lower and upper bound of a 95 % confidence interval. */
export const intervalSchema = z.tuple([z.number(), z.number()]);
export const confidenceSchema = z.enum(['low', 'moderate', 'high']);
export type Confidence = z.infer<typeof confidenceSchema>;

/** A post as the report names it. */
export const namedPostSchema = z.object({
  platform: platformSchema,
  account_id: z.string(),
  role: roleSchema,
  post_id: z.string(),
  url: z.string().nullable(),
  caption: z.string().nullable(),
  published_at: z.iso.datetime(),
  /** Younger than its account's settling time: its figures may still change much. */
  provisional: z.boolean(),
});
export type NamedPost = z.infer<typeof namedPostSchema>;

/**
 * Posts that share something against the account's others at equal age: relative difference
 * with its interval, two-sided p, and q over all that was tried on the account (Benjamini–Hochberg).
 */
export const effectSchema = z.object({
  account_id: z.string(),
  posts: countSchema,
  lift_pct: z.number(),
  ci_95: intervalSchema,
  p_value: z.number(),
  q_value: z.number(),
  confidence: confidenceSchema,
});
