import { z } from 'zod';
import { coverageSchema } from './coverage.ts';
import { platformSchema, roleSchema } from './platform.ts';
import { postTypeSchema } from './post.ts';
import { scanParametersSchema } from './scan.ts';

export const schemaVersion = '1.0';

const count = z.int().nonnegative();
const nullableNumber = z.number().nullable();
/** Lower and upper bound of a 95 % confidence interval. */
const interval = z.tuple([z.number(), z.number()]);
const confidenceSchema = z.enum(['low', 'moderate', 'high']);

/** Why a section says what it says; an empty list never stands alone. */
export const evidenceSchema = z.object({
  status: z.enum(['sufficient', 'insufficient', 'not_offered']),
  reason: z.string(),
  posts: count,
  posts_needed: count.nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const evidenceSections = [
  'optimal_times',
  'hooks',
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

/** One recommended posting slot of an own account; `weekday` 1 = Monday … 7, null = any day. */
export const optimalTimeSchema = z.object({
  platform: platformSchema,
  account_id: z.string(),
  timezone: z.string(),
  weekday: z.int().min(1).max(7).nullable(),
  hour: z.int().min(0).max(23),
  lift_pct: z.number(),
  ci_95: interval,
  posts: count,
  p_value: z.number(),
  confidence: confidenceSchema,
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

export const hookSchema = z.object({
  account_id: z.string(),
  template: z.string(),
  family: z.string(),
  verbs: z.array(z.string()),
  examples: z.array(z.string()),
  posts: count,
  lift_pct: z.number(),
  ci_95: interval,
  p_value: z.number(),
  /** Benjamini–Hochberg over all families tried on the account. */
  q_value: z.number(),
  confidence: confidenceSchema,
});
export type Hook = z.infer<typeof hookSchema>;

/** Rates are stored 0–1; `_pct` shows the same in %. Null where the denominator is unknown. */
const ratesSchema = z.object({
  by_views: nullableNumber,
  by_reach: nullableNumber,
  by_followers: nullableNumber,
});

/** How posts of an account were compared at equal age, and how many could not be. */
export const equalAgeSchema = z.object({
  /** `at_age`: read at `age_hours` after publication; `settled`: all observed past `age_hours`. */
  mode: z.enum(['at_age', 'settled', 'none']),
  age_hours: nullableNumber,
  posts_used: count,
  posts_excluded: count,
  reason: z.string(),
});
export type EqualAge = z.infer<typeof equalAgeSchema>;

/** What the account's posts in the window add up to, at their latest known counters. */
export const accountSummarySchema = z.object({
  account_id: z.string(),
  platform: platformSchema,
  origin: z.string().nullable(),
  role: roleSchema,
  name: z.string().nullable(),
  followers: z.number().nullable(),
  timezone: z.string(),
  posts: count,
  /** Posts with known engagements; medians and means are over these. */
  posts_measured: count,
  posts_per_week: nullableNumber,
  median_views: nullableNumber,
  median_engagements: nullableNumber,
  mean_engagements: nullableNumber,
  /** Median over posts of engagements / denominator. */
  engagement_rate: ratesSchema,
  engagement_rate_pct: ratesSchema,
  types: z.array(z.object({ type: postTypeSchema, posts: count })),
  equal_age: equalAgeSchema,
});
export type AccountSummary = z.infer<typeof accountSummarySchema>;

export const competitorBenchmarkSchema = accountSummarySchema.extend({
  /** Competitor relative to the user's own accounts (mean of their medians), in %; null if unknown. */
  views_vs_own_pct: nullableNumber,
  engagements_vs_own_pct: nullableNumber,
  cadence_vs_own_pct: nullableNumber,
});

export const viralPostSchema = z.object({
  platform: platformSchema,
  account_id: z.string(),
  role: roleSchema,
  post_id: z.string(),
  url: z.string().nullable(),
  caption: z.string().nullable(),
  published_at: z.iso.datetime(),
  views: nullableNumber,
  engagements: nullableNumber,
  /** 0–100 rank among the account's posts at the same age. */
  performance_percentile: z.number().min(0).max(100),
  /** Views (engagements where views are unknown) over the age-matched median. */
  outlier_multiple: z.number(),
  basis: z.enum(['views', 'engagements']),
  top_1_percent: z.boolean(),
});
export type ViralPost = z.infer<typeof viralPostSchema>;

/** Mean engagements of the posts published in (at − 7 d, at]; null when none was measured. */
export const rollingPointSchema = z.object({
  account_id: z.string(),
  at: z.iso.datetime(),
  posts: count,
  posts_measured: count,
  mean_engagements: nullableNumber,
});
export type RollingPoint = z.infer<typeof rollingPointSchema>;

const openObject = z.record(z.string(), z.unknown());

/** What the analysis computes: the same input gives the same body, byte for byte. */
export const reportBodySchema = z.object({
  analysis_version: z.string(),
  accounts: z.array(accountSummarySchema),
  evidence: z.record(z.enum(evidenceSections), evidenceSchema),
  optimal_times: z.array(optimalTimeSchema),
  optimal_hours: optimalHoursSchema,
  hooks: z.array(hookSchema),
  content_weaknesses: z.object({
    drop_off_sec: nullableNumber,
    weak_hashtags: z.array(z.string()),
    drop_offs: z.array(openObject),
    weak_hashtag_details: z.array(openObject),
    underperforming_clusters: z.array(openObject),
  }),
  competitor_benchmarks: z.array(competitorBenchmarkSchema),
  viral_posts: z.array(viralPostSchema),
  anomalies: z.array(openObject),
  clusters: z.array(openObject),
  sentiment: openObject.nullable(),
  emoji_impact: z.array(openObject),
  trends: z.object({
    rolling_7d: z.array(rollingPointSchema),
    seasonal: openObject.nullable(),
    forecast: z.array(openObject),
  }),
  accuracy: openObject.nullable(),
});
export type ReportBody = z.infer<typeof reportBodySchema>;

export const datasetSchema = z.object({
  /** SHA-256 over post ids, metric values, parameters and analysis_version. */
  fingerprint: z.string(),
  reused_from: z.uuid().nullable(),
  posts: count,
  accounts: count,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  coverage: z.array(coverageSchema),
});

export const reportSchema = reportBodySchema.extend({
  schema_version: z.literal(schemaVersion),
  scan_id: z.uuid(),
  status: z.enum(['completed', 'partial']),
  requested_at: z.iso.datetime(),
  completed_at: z.iso.datetime(),
  /** The moment the report speaks of: nothing later was looked at. */
  as_of: z.iso.datetime(),
  parameters: scanParametersSchema,
  /** SHA-256 of the canonical JSON of the analysis, without ids and times of the run. */
  analysis_digest: z.string(),
  dataset: datasetSchema,
});
export type Report = z.infer<typeof reportSchema>;
