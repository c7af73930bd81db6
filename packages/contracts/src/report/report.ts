import { z } from 'zod';
import { coverageSchema } from '../coverage.ts';
import { scanParametersSchema } from '../scan.ts';
import { accountSummarySchema, competitorBenchmarkSchema, landscapeSchema } from './accounts.ts';
import { accuracySchema } from './accuracy.ts';
import { audienceActivitySchema, audienceDemographicsSchema } from './audience.ts';
import {
  clusterSchema,
  contentEffectSchema,
  contentWeaknessesSchema,
  emojiImpactSchema,
  hookSchema,
} from './content.ts';
import { evidenceSchema, evidenceSections } from './evidence.ts';
import { countSchema } from './figures.ts';
import { anomalySchema, reportedViralPostSchema } from './outliers.ts';
import { sentimentSchema } from './sentiment.ts';
import { optimalHoursSchema, optimalTimeSchema } from './times.ts';
import { trendsSchema } from './trends.ts';

export const schemaVersion = '1.3';

/** What the analysis computes: the same input gives the same body, byte for byte. */
export const reportBodySchema = z.object({
  analysis_version: z.string(),
  accounts: z.array(accountSummarySchema),
  evidence: z.record(z.enum(evidenceSections), evidenceSchema),
  optimal_times: z.array(optimalTimeSchema),
  optimal_hours: optimalHoursSchema,
  audience_activity: z.array(audienceActivitySchema),
  audience_demographics: z.array(audienceDemographicsSchema),
  hooks: z.array(hookSchema),
  content_effects: z.array(contentEffectSchema),
  content_weaknesses: contentWeaknessesSchema,
  competitor_benchmarks: z.array(competitorBenchmarkSchema),
  competitive_landscape: z.array(landscapeSchema),
  viral_posts: z.array(reportedViralPostSchema),
  anomalies: z.array(anomalySchema),
  clusters: z.array(clusterSchema),
  sentiment: sentimentSchema.nullable(),
  emoji_impact: z.array(emojiImpactSchema),
  trends: trendsSchema,
  accuracy: accuracySchema.nullable(),
});
export type ReportBody = z.infer<typeof reportBodySchema>;

export const datasetSchema = z.object({
  /** SHA-256 over post ids, metric values, parameters and analysis_version. */
  fingerprint: z.string(),
  reused_from: z.uuid().nullable(),
  posts: countSchema,
  accounts: countSchema,
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
  /** The moment the report speaks of, at which a source was last read: nothing later was looked at. */
  as_of: z.iso.datetime(),
  parameters: scanParametersSchema,
  /** SHA-256 of the canonical JSON of the analysis, without ids and times of the run. */
  analysis_digest: z.string(),
  dataset: datasetSchema,
});
export type Report = z.infer<typeof reportSchema>;
