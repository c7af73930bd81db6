import { z } from 'zod';
import { platformSchema, roleSchema } from '../platform.ts';
import { postTypeSchema } from '../post.ts';
import { countSchema, nullableNumberSchema } from './figures.ts';

/** Rates are stored 0–1; `_pct` shows the same in %. Null where the denominator is unknown. */
const ratesSchema = z.object({
  by_views: nullableNumberSchema,
  by_reach: nullableNumberSchema,
  by_followers: nullableNumberSchema,
});

/** How posts of an account were compared at equal age, and how many could not be. */
export const equalAgeSchema = z.object({
  /** `at_age`: read at `age_hours` after publication; `settled`: all observed past `age_hours`. */
  mode: z.enum(['at_age', 'settled', 'none']),
  age_hours: nullableNumberSchema,
  posts_used: countSchema,
  posts_excluded: countSchema,
  reason: z.string(),
});
export type EqualAge = z.infer<typeof equalAgeSchema>;

/** How long posts of an account keep growing much, and how many are younger than that. */
export const settlingSchema = z.object({
  hours: z.number(),
  /** `account`: learnt from its snapshots; `platform`: too few of them. */
  basis: z.enum(['account', 'platform']),
  posts_provisional: countSchema,
});
export type Settling = z.infer<typeof settlingSchema>;

/** What the account's posts in the window add up to, at their latest known counters. */
export const accountSummarySchema = z.object({
  account_id: z.string(),
  platform: platformSchema,
  origin: z.string().nullable(),
  role: roleSchema,
  name: z.string().nullable(),
  followers: z.number().nullable(),
  timezone: z.string(),
  posts: countSchema,
  /** Posts with known engagements; medians and means are over these. */
  posts_measured: countSchema,
  posts_per_week: nullableNumberSchema,
  median_views: nullableNumberSchema,
  median_engagements: nullableNumberSchema,
  mean_engagements: nullableNumberSchema,
  /** Median over posts of engagements / denominator. */
  engagement_rate: ratesSchema,
  engagement_rate_pct: ratesSchema,
  types: z.array(z.object({ type: postTypeSchema, posts: countSchema })),
  equal_age: equalAgeSchema,
  /** Null in reports of schema 1.0. */
  settling: settlingSchema.nullable(),
  /** Changes of what the platform counts as a view, inside the window. */
  view_definition_changes: z.array(z.object({ at: z.iso.datetime(), note: z.string() })),
});
export type AccountSummary = z.infer<typeof accountSummarySchema>;

export const benchmarkFigures = [
  'median_views',
  'median_engagements',
  'posts_per_week',
  'engagement_rate_by_views',
  'engagement_rate_by_reach',
  'engagement_rate_by_followers',
] as const;

export const competitorBenchmarkSchema = accountSummarySchema.extend({
  /** Competitor relative to the user's own accounts (mean of their medians), in %; null if unknown. */
  views_vs_own_pct: nullableNumberSchema,
  engagements_vs_own_pct: nullableNumberSchema,
  cadence_vs_own_pct: nullableNumberSchema,
});
export type CompetitorBenchmark = z.infer<typeof competitorBenchmarkSchema>;

/** One figure of one own account among the competitors on its platform. */
export const landscapeSchema = z.object({
  account_id: z.string(),
  platform: platformSchema,
  figure: z.enum(benchmarkFigures),
  own: nullableNumberSchema,
  /** Competitors with a known figure. */
  competitors: countSchema,
  /** Mean over the competitors, without the user. */
  competitors_average: nullableNumberSchema,
  /** Mean over the competitors and the user. */
  landscape_average: nullableNumberSchema,
  /** 0–100 mid-rank of the user among the competitors and itself. */
  percentile: nullableNumberSchema,
});
export type Landscape = z.infer<typeof landscapeSchema>;
