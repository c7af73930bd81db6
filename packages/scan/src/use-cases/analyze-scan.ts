import {
  type AnalysisInput,
  type Coverage,
  type Report,
  type ReportBody,
  reportBodySchema,
  type ScanError,
  type ScanRecord,
  type StepId,
  type StepLease,
  type SubjectKey,
  schemaVersion,
} from '@viral-scan/contracts';
import { canonicalJson, fingerprintOf, sha256 } from '../fingerprint.ts';
import { whileAlive } from '../heartbeat.ts';
import type { AnalysisRunner } from '../ports/analysis-runner.ts';
import type { Clock } from '../ports/clock.ts';
import type { LatestReportCache } from '../ports/latest-report-cache.ts';
import type { StepRepository } from '../ports/steps.ts';
import { readingStart, reportWindowOf } from '../window.ts';
import { maxStarts } from './collect-account.ts';

export interface AnalyzeDeps {
  readonly steps: StepRepository;
  readonly analysis: AnalysisRunner;
  readonly analysisVersion: string;
  readonly cache: LatestReportCache;
  readonly clock: Clock;
  /** Off in tests that compare two analyses of the same data. */
  readonly reuse: boolean;
  readonly onCacheError: (error: unknown) => void;
}

export interface AnalyzeOutcome {
  readonly outcome: 'completed' | 'partial' | 'failed' | 'nothing_to_do';
  readonly posts: number;
  readonly reusedFrom: string | null;
}

/** Turns what was collected into the report; runs when all collect steps have ended. */
export async function analyzeScan(
  deps: AnalyzeDeps,
  subject: SubjectKey,
  stepId: StepId,
  call: { readonly signal: AbortSignal },
): Promise<AnalyzeOutcome> {
  const start = await deps.steps.start(subject, stepId);
  if (start.outcome === 'nothing_to_do')
    return { outcome: 'nothing_to_do', posts: 0, reusedFrom: null };
  await deps.clock.refresh();
  const { lease, scan, starts } = start;
  return whileAlive(deps.steps, subject, lease, call.signal, async (signal) => {
    const coverage = scan.steps.flatMap((step) => step.coverage ?? []);
    const failure = reasonToFail(coverage, starts);
    if (failure !== null) {
      await deps.steps.failScan(subject, lease, failure);
      return { outcome: 'failed', posts: 0, reusedFrom: null };
    }
    const report = await writeReport(deps, subject, lease, scan, coverage, signal);
    await offerToCache(deps, subject, report);
    return {
      outcome: report.status,
      posts: report.dataset.posts,
      reusedFrom: report.dataset.reused_from,
    };
  });
}

function reasonToFail(coverage: readonly Coverage[], starts: number): ScanError | null {
  if (starts > maxStarts) {
    return { code: 'too_many_starts', message: `given up after ${maxStarts} starts` };
  }
  if (coverage.some(({ status }) => status !== 'unavailable')) return null;
  const reasons = coverage.map(({ account_id, reason }) => `${account_id}: ${reason}`).join('; ');
  return { code: 'nothing_collected', message: `no source could be read (${reasons})` };
}

async function writeReport(
  deps: AnalyzeDeps,
  subject: SubjectKey,
  lease: StepLease,
  scan: ScanRecord,
  coverage: readonly Coverage[],
  signal: AbortSignal,
): Promise<Report> {
  const { from, to } = reportWindowOf(scan, coverage);
  const read = await deps.steps.dataset(subject, scan, { from: readingStart(from), to });
  const input = { ...read, fromMs: from.getTime() };
  const fingerprint = fingerprintOf(input, scan.parameters, deps.analysisVersion);
  const earlier = deps.reuse ? await deps.steps.findByFingerprint(subject, fingerprint) : null;
  const body =
    earlier === null
      ? await deps.analysis.run(input, { signal })
      : // Strips what belongs to the earlier run.
        reportBodySchema.parse(earlier);
  const report: Report = {
    ...body,
    schema_version: schemaVersion,
    scan_id: scan.scanId,
    status: coverage.every(({ status }) => status === 'complete') ? 'completed' : 'partial',
    requested_at: scan.scanTime.toISOString(),
    completed_at: new Date(Math.max(deps.clock.now().getTime(), to.getTime())).toISOString(),
    as_of: to.toISOString(),
    parameters: scan.parameters,
    analysis_digest: digestOf(body),
    dataset: {
      fingerprint,
      reused_from: earlier === null ? null : (earlier.dataset.reused_from ?? earlier.scan_id),
      ...sizeOf(input),
      from: from.toISOString(),
      to: to.toISOString(),
      coverage: [...coverage],
    },
  };
  await deps.steps.saveReport(subject, lease, report);
  return report;
}

/** The same analysis has the same digest, whoever ran it and when. */
export const digestOf = (body: ReportBody): string => sha256(canonicalJson(body));

const sizeOf = (input: AnalysisInput): { posts: number; accounts: number } => ({
  posts: input.accounts
    .flatMap(({ posts }) => posts)
    .filter(({ publishedAtMs }) => publishedAtMs > input.fromMs).length,
  accounts: input.accounts.length,
});

async function offerToCache(deps: AnalyzeDeps, subject: SubjectKey, report: Report): Promise<void> {
  try {
    await deps.cache.put(await deps.steps.userOf(subject), report);
  } catch (error) {
    // The report is safe in the database; readers fall back to it.
    deps.onCacheError(error);
  }
}
