import { z } from 'zod';
import { namedPostSchema, nullableNumberSchema } from './figures.ts';

export const reportedViralPostSchema = namedPostSchema.extend({
  views: nullableNumberSchema,
  engagements: nullableNumberSchema,
  /** 0–100 rank among the account's posts at the same age. */
  performance_percentile: z.number().min(0).max(100),
  /** Views (engagements where views are unknown) over the age-matched median, shrunk to 1 for small accounts. */
  outlier_multiple: z.number(),
  /** The same without shrinking. */
  raw_multiple: z.number(),
  basis: z.enum(['views', 'engagements']),
  /** Percentile strictly above 99.0. */
  top_1_percent: z.boolean(),
});
export type ReportedViralPost = z.infer<typeof reportedViralPostSchema>;

/** One feature that made a post an anomaly. */
export const anomalyFeatureSchema = z.object({
  feature: z.enum([
    'views',
    'engagements',
    'engagement_rate',
    'comments_per_like',
    'shares_per_like',
    'early_growth',
    'drop_off_rate',
  ]),
  value: z.number(),
  /** The account's median. */
  typical: z.number(),
  /** (value − typical) / (1.4826 · MAD), on the scale the forest saw. */
  robust_z: z.number(),
  /** Part of the post's anomaly score that the feature explains, in %. */
  share_pct: z.number(),
});

export const anomalySchema = namedPostSchema.extend({
  /** Isolation forest, 0–1; higher is more anomalous. */
  score: z.number(),
  direction: z.enum(['above', 'below', 'mixed']),
  /** Most explaining first. */
  features: z.array(anomalyFeatureSchema),
});
export type Anomaly = z.infer<typeof anomalySchema>;
