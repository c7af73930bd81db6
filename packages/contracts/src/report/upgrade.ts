import type { AccountSummary, CompetitorBenchmark } from './accounts.ts';
import type { Evidence, EvidenceSection } from './evidence.ts';
import type { ReportedViralPost } from './outliers.ts';
import { type Report, schemaVersion } from './report.ts';
import type { OptimalTime } from './times.ts';

type AccountNews = 'settling' | 'view_definition_changes';

/** A report of schema 1.2: as today's, without who the followers are. */
export type Report12 = Omit<Report, 'schema_version' | 'evidence' | 'audience_demographics'> & {
  readonly schema_version: '1.2';
  readonly evidence: Readonly<Record<Section12, Evidence>>;
};
type Section12 = Exclude<EvidenceSection, 'audience_demographics'>;

/** A report of schema 1.1: as 1.2, without the activity of the audience. */
export type Report11 = Omit<Report12, 'schema_version' | 'evidence' | 'audience_activity'> & {
  readonly schema_version: '1.1';
  readonly evidence: Readonly<Record<Section11, Evidence>>;
};
type Section11 = Exclude<Section12, 'audience_activity'>;

/** A report of schema 1.0: as 1.1, less what its analysis did not know. */
export type Report10 = Omit<
  Report11,
  | 'schema_version'
  | 'evidence'
  | 'accounts'
  | 'competitor_benchmarks'
  | 'optimal_times'
  | 'viral_posts'
  | 'content_effects'
  | 'competitive_landscape'
> & {
  readonly schema_version: '1.0';
  readonly evidence: Readonly<Record<Exclude<Section11, 'content_effects'>, Evidence>>;
  readonly accounts: readonly Omit<AccountSummary, AccountNews>[];
  readonly competitor_benchmarks: readonly Omit<CompetitorBenchmark, AccountNews>[];
  readonly optimal_times: readonly Omit<OptimalTime, 'holdout' | 'prominence_pct' | 'own_weight'>[];
  readonly viral_posts: readonly Omit<ReportedViralPost, 'provisional' | 'raw_multiple'>[];
};

/** A report as some release has kept it. */
export type StoredReport = Report | Report12 | Report11 | Report10;

/**
 * A stored report in today's schema: nothing is computed or dropped. Sections that its analysis
 * did not have are empty and say so in `evidence`; single figures it did not give are null, or what
 * its analysis took for granted. `analysis_digest` stays that of the analysis as it was made.
 * @throws RangeError when the schema is none of ours, such as that of a later release
 */
export function upgradeReport(stored: StoredReport): Report {
  switch (stored.schema_version) {
    case schemaVersion:
      return stored;
    case '1.2':
      return from12(stored);
    case '1.1':
      return from12(from11(stored));
    case '1.0':
      return from12(from11(from10(stored)));
    default: {
      const { schema_version: version }: { readonly schema_version?: unknown } = stored ?? {};
      throw new RangeError(`a report of schema version ${String(version)} cannot be read`);
    }
  }
}

const from12 = (old: Report12): Report => ({
  ...old,
  schema_version: schemaVersion,
  evidence: { ...old.evidence, audience_demographics: notComputedBy(old.analysis_version) },
  audience_demographics: [],
});

const from11 = (old: Report11): Report12 => ({
  ...old,
  schema_version: '1.2',
  evidence: { ...old.evidence, audience_activity: notComputedBy(old.analysis_version) },
  audience_activity: [],
});

const from10 = (old: Report10): Report11 => ({
  ...old,
  schema_version: '1.1',
  evidence: { ...old.evidence, content_effects: notComputedBy(old.analysis_version) },
  accounts: old.accounts.map((account) => ({ ...account, ...unknownOfAccount })),
  competitor_benchmarks: old.competitor_benchmarks.map((account) => ({
    ...account,
    ...unknownOfAccount,
  })),
  optimal_times: old.optimal_times.map((time) => ({
    ...time,
    // Looked at, but not told.
    holdout: { verdict: 'open', lift_pct: null, posts: 0 },
    prominence_pct: null,
    // Nothing but the account's own posts was taken.
    own_weight: 1,
  })),
  viral_posts: old.viral_posts.map((post) => ({
    ...post,
    provisional: false,
    // Not shrunk yet.
    raw_multiple: post.outlier_multiple,
  })),
  content_effects: [],
  competitive_landscape: [],
});

const unknownOfAccount = { settling: null, view_definition_changes: [] };

const notComputedBy = (analysisVersion: string): Evidence => ({
  status: 'not_offered',
  reason: `not computed by analysis version ${analysisVersion}`,
  posts: 0,
  posts_needed: null,
});
