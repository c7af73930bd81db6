import { z } from 'zod';
import { countSchema } from './figures.ts';

/** Why a section says what it says; an empty list never stands alone. */
export const evidenceSchema = z.object({
  status: z.enum(['sufficient', 'insufficient', 'not_offered']),
  reason: z.string(),
  posts: countSchema,
  posts_needed: countSchema.nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const evidenceSections = [
  'optimal_times',
  'audience_activity',
  'audience_demographics',
  'hooks',
  'content_effects',
  'content_weaknesses',
  'drop_offs',
  'weak_hashtags',
  'underperforming_clusters',
  'competitor_benchmarks',
  'viral_posts',
  'anomalies',
  'clusters',
  'sentiment',
  'emoji_impact',
  'rolling_7d',
  'seasonal',
  'forecast',
  'accuracy',
] as const;
export type EvidenceSection = (typeof evidenceSections)[number];
