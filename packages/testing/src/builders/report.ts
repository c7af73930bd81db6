import { randomUUID } from 'node:crypto';
import {
  evidenceSections,
  type Report,
  type ReportBody,
  type ReportedViralPost,
  schemaVersion,
} from '@viral-scan/contracts';

const noEvidence = Object.fromEntries(
  evidenceSections.map((section) => [
    section,
    { status: 'insufficient', reason: 'a test report', posts: 0, posts_needed: null },
  ]),
) as ReportBody['evidence'];

/** What an analysis of nothing says. */
export const reportBody = (known: Partial<ReportBody> = {}): ReportBody => ({
  analysis_version: 'test',
  accounts: [],
  evidence: noEvidence,
  optimal_times: [],
  optimal_hours: { platform: null, hours: [], timezone: 'UTC', by_platform: [] },
  audience_activity: [],
  audience_demographics: [],
  hooks: [],
  content_effects: [],
  content_weaknesses: {
    drop_off_sec: null,
    weak_hashtags: [],
    drop_offs: [],
    weak_hashtag_details: [],
    underperforming_clusters: [],
  },
  competitor_benchmarks: [],
  competitive_landscape: [],
  viral_posts: [],
  anomalies: [],
  clusters: [],
  sentiment: null,
  emoji_impact: [],
  trends: { rolling_7d: [], seasonal: null, forecast: [] },
  accuracy: null,
  ...known,
});

/** In the top 1 % of the own account of `newScan`. */
export const reportedViralPost = (known: Partial<ReportedViralPost> = {}): ReportedViralPost => ({
  platform: 'youtube',
  account_id: 'youtube:UC0000000000000000000001',
  role: 'own',
  post_id: 'post-1',
  url: null,
  caption: null,
  published_at: '2026-05-20T08:00:00.000Z',
  views: 1,
  engagements: 1,
  performance_percentile: 99.5,
  outlier_multiple: 2,
  raw_multiple: 2,
  basis: 'views',
  top_1_percent: true,
  provisional: false,
  ...known,
});

/** A valid report that says little. */
export const report = (known: Partial<Report> = {}): Report => {
  const asOf = known.as_of ?? '2026-06-01T12:00:00.000Z';
  return {
    ...reportBody(),
    schema_version: schemaVersion,
    scan_id: randomUUID(),
    status: 'completed',
    requested_at: asOf,
    completed_at: asOf,
    as_of: asOf,
    parameters: {
      platforms: ['youtube'],
      accounts: [],
      competitors: [],
      lookback_days: 90,
      timezone: 'UTC',
    },
    analysis_digest: 'a'.repeat(64),
    dataset: {
      fingerprint: 'f'.repeat(64),
      reused_from: null,
      posts: 0,
      accounts: 0,
      from: asOf,
      to: asOf,
      coverage: [],
    },
    ...known,
  };
};
