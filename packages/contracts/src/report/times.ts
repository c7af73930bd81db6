import { z } from 'zod';
import { platformSchema } from '../platform.ts';
import { confidenceSchema, countSchema, intervalSchema, nullableNumberSchema } from './figures.ts';

/** The effect on the latest fifth of the posts, which took no part in choosing it. */
export const holdoutSchema = z.object({
  verdict: z.enum(['agrees', 'open', 'too_few']),
  lift_pct: nullableNumberSchema,
  /** Posts of the latest fifth inside the slot. */
  posts: countSchema,
});

/** One recommended posting slot of an own account; `weekday` 1 = Monday … 7, null = any day. */
export const optimalTimeSchema = z.object({
  platform: platformSchema,
  account_id: z.string(),
  timezone: z.string(),
  weekday: z.int().min(1).max(7).nullable(),
  hour: z.int().min(0).max(23),
  lift_pct: z.number(),
  ci_95: intervalSchema,
  posts: countSchema,
  p_value: z.number(),
  confidence: confidenceSchema,
  holdout: holdoutSchema,
  /** Height of the peak over the higher of its valleys, in % of the account's level; null in reports of schema 1.0. */
  prominence_pct: nullableNumberSchema,
  /** Weight of the account's own posts in the curve, 0–1; the rest is the platform's pattern. */
  own_weight: z.number().min(0).max(1),
});
export type OptimalTime = z.infer<typeof optimalTimeSchema>;

export const optimalHoursSchema = z.object({
  platform: platformSchema.nullable(),
  hours: z.array(z.int()),
  timezone: z.string(),
  by_platform: z.array(
    z.object({ platform: platformSchema, hours: z.array(z.int()), timezone: z.string() }),
  ),
});
