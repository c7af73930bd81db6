import { z } from 'zod';
import { metricsSchema } from './post.ts';
import { hookSchema, optimalTimeSchema, reportSchema } from './report/index.ts';
import { scanErrorSchema, scanKindSchema, scanStateSchema } from './scan.ts';
import { rateDenominators } from './viral-post.ts';

const linksSchema = z.object({ self: z.string(), status: z.string(), results: z.string() });

/** 202 of `POST /scan/initiate` and `POST /collections`. */
export const initiatedSchema = z.object({
  scan_id: z.uuid(),
  status: scanStateSchema,
  requested_at: z.iso.datetime(),
  estimated_seconds: z.int().positive(),
  links: linksSchema,
});

export const progressStepSchema = z.object({
  step: z.string(),
  account_id: z.string().nullable(),
  state: z.enum(['pending', 'running', 'completed', 'failed']),
  pages: z.int().nonnegative(),
  posts: z.int().nonnegative(),
  error: scanErrorSchema.nullable(),
});

/** `GET /scan/status/{id}`: short state. */
export const scanStatusSchema = z.object({
  scan_id: z.uuid(),
  kind: scanKindSchema,
  status: scanStateSchema,
  requested_at: z.iso.datetime(),
  completed_at: z.iso.datetime().nullable(),
  steps_total: z.int(),
  steps_ended: z.int(),
  posts_found: z.int(),
  steps: z.array(progressStepSchema),
  error: scanErrorSchema.nullable(),
  links: linksSchema,
});
export type ScanStatus = z.infer<typeof scanStatusSchema>;

/** `GET /scan/results/{id}`: one envelope in every state. */
export const scanResultsSchema = z.object({
  scan_id: z.uuid(),
  status: scanStateSchema,
  requested_at: z.iso.datetime(),
  completed_at: z.iso.datetime().nullable(),
  optimal_times: z.array(optimalTimeSchema),
  hooks: z.array(hookSchema),
  report: reportSchema.nullable(),
  error: scanErrorSchema.nullable(),
  links: linksSchema,
});
export type ScanResults = z.infer<typeof scanResultsSchema>;

/** A ranked post with all that is known of it. */
export const toldRankedPostSchema = metricsSchema.extend({
  post_id: z.string(),
  handle: z.string().nullable(),
  caption: z.string().nullable(),
  url: z.string().nullable(),
  published_at: z.iso.datetime(),
  /** Not cut, see `engagementRateOf`; null where no denominator is known. */
  engagement_rate: z.number().nonnegative().nullable(),
  engagement_rate_denominator: z.enum(rateDenominators).nullable(),
  /** True where a `ViralPost` says 1 instead. */
  engagement_rate_cut: z.boolean(),
  /** Among the account's posts at equal age; above 99.0 is the top 1 %. */
  performance_percentile: z.number().min(0).max(100),
  top_1_percent: z.boolean(),
  comparison: z.enum(['equal_age', 'age_adjusted']),
  compared: z.int().nonnegative(),
  ranked_at: z.iso.datetime(),
});
export type ToldRankedPost = z.infer<typeof toldRankedPostSchema>;

/** `GET /accounts/{id}/ranked-posts`: the best first. */
export const rankedPostsSchema = z.object({
  account_id: z.string(),
  posts: z.array(toldRankedPostSchema),
  total_count: z.int().nonnegative(),
  page: z.int().positive(),
  page_size: z.int().positive(),
});

export const healthSchema = z.object({ status: z.literal('healthy'), service: z.string() });

/** `GET /ready`: one line in words per dependency. */
export const readySchema = z.object({
  status: z.enum(['ready', 'not_ready']),
  service: z.string(),
  dependencies: z.array(
    z.object({ name: z.string(), ok: z.boolean(), required: z.boolean(), detail: z.string() }),
  ),
});
export type Ready = z.infer<typeof readySchema>;
