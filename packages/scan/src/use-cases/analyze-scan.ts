import {
  type Coverage,
  type Report,
  type ScanRecord,
  type StepId,
  type StepLease,
  type SubjectKey,
  schemaVersion,
} from '@viral-scan/contracts';
import { whileAlive } from '../heartbeat.ts';
import type {
  Analysis,
  AnalysisRequest,
  AnalysisSessions,
  NamedDataset,
} from '../ports/analysis-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { LatestReportCache } from '../ports/latest-report-cache.ts';
import type { StepRepository } from '../ports/steps.ts';
import { completionOf, reportWindowOf } from '../window.ts';
import { reasonToFail } from './reason-to-fail.ts';

export interface AnalyzeDeps {
  readonly steps: StepRepository;
  readonly analysis: AnalysisSessions;
  readonly cache: LatestReportCache;
  readonly clock: Clock;
  /** Off for those who compare two analyses of the same data. */
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

async function writeReport(
  deps: AnalyzeDeps,
  subject: SubjectKey,
  lease: StepLease,
  scan: ScanRecord,
  coverage: readonly Coverage[],
  signal: AbortSignal,
): Promise<Report> {
  const window = reportWindowOf(scan, coverage);
  const { dataset, analysis, reusedFrom } = await analysisOf(
    deps,
    { subject, scan, window },
    signal,
  );
  const [from, to] = [window.from.toISOString(), window.to.toISOString()];
  const report: Report = {
    ...analysis.body,
    schema_version: schemaVersion,
    scan_id: scan.scanId,
    status: coverage.every(({ status }) => status === 'complete') ? 'completed' : 'partial',
    requested_at: scan.scanTime.toISOString(),
    completed_at: completionOf(deps.clock.now(), scan, window).toISOString(),
    as_of: to,
    parameters: scan.parameters,
    analysis_digest: analysis.digest,
    dataset: { ...dataset, reused_from: reusedFrom, from, to, coverage: [...coverage] },
  };
  await deps.steps.saveReport(subject, lease, report);
  return report;
}

/** Has the dataset read and named; an earlier analysis of the same name is taken instead of a new one. */
async function analysisOf(
  deps: AnalyzeDeps,
  request: AnalysisRequest,
  signal: AbortSignal,
): Promise<{ dataset: NamedDataset; analysis: Analysis; reusedFrom: string | null }> {
  const session = await deps.analysis.open(request, { signal });
  try {
    const { dataset } = session;
    const earlier = deps.reuse
      ? await deps.steps.findByFingerprint(request.subject, dataset.fingerprint)
      : null;
    if (earlier === null) return { dataset, analysis: await session.analyze(), reusedFrom: null };
    return {
      dataset,
      // A body and more: what belongs to the earlier run is said anew.
      analysis: { body: earlier, digest: earlier.analysis_digest },
      reusedFrom: earlier.dataset.reused_from ?? earlier.scan_id,
    };
  } finally {
    await session.close();
  }
}

async function offerToCache(deps: AnalyzeDeps, subject: SubjectKey, report: Report): Promise<void> {
  try {
    await deps.cache.put(await deps.steps.userOf(subject), report);
  } catch (error) {
    // The report is safe in the database; readers fall back to it.
    deps.onCacheError(error);
  }
}
