import type { Coverage, Ranking, ScanRecord, StepId, SubjectKey } from '@viral-scan/contracts';
import { whileAlive } from '../heartbeat.ts';
import type { AnalysisSessions } from '../ports/analysis-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { StepRepository } from '../ports/steps.ts';
import { reasonToFail } from '../use-cases/reason-to-fail.ts';
import { completionOf, rankingWindowOf, reportWindowOf } from '../window.ts';

export interface RankDeps {
  readonly steps: Pick<StepRepository, 'start' | 'heartbeat' | 'failScan' | 'saveRanking'>;
  readonly analysis: AnalysisSessions;
  readonly clock: Clock;
}

export interface RankOutcome {
  readonly outcome: 'completed' | 'partial' | 'failed' | 'nothing_to_do';
  /** Published in the days asked for, at most as many as asked for. */
  readonly posts: number;
  /** Those of them that could be compared. */
  readonly ranked: number;
}

const nothing = { posts: 0, ranked: 0 };

/**
 * The second half of a scraping task: ranks the posts of the account that was collected, all that
 * is stored of a year, and names those that were asked for. Runs when the collect step has ended.
 */
export async function rankAccount(
  deps: RankDeps,
  subject: SubjectKey,
  stepId: StepId,
  call: { readonly signal: AbortSignal },
): Promise<RankOutcome> {
  const start = await deps.steps.start(subject, stepId);
  if (start.outcome === 'nothing_to_do') return { outcome: 'nothing_to_do', ...nothing };
  await deps.clock.refresh();
  const { lease, scan, starts } = start;
  return whileAlive(deps.steps, subject, lease, call.signal, async (signal) => {
    const coverage = scan.steps.flatMap((step) => step.coverage ?? []);
    const failure = reasonToFail(coverage, starts);
    if (failure !== null) {
      await deps.steps.failScan(subject, lease, failure);
      return { outcome: 'failed', ...nothing };
    }
    const asked = reportWindowOf(scan, coverage);
    const ranking = await rankingOf(deps, { subject, scan, asked }, signal);
    const at = completionOf(deps.clock.now(), scan, asked);
    await deps.steps.saveRanking(subject, lease, ranking, at);
    return {
      outcome: isWhole(coverage) ? 'completed' : 'partial',
      posts: ranking.postIds.length,
      ranked: ranking.ranked.length,
    };
  });
}

const isWhole = (coverage: readonly Coverage[]): boolean =>
  coverage.every(({ status }) => status === 'complete');

async function rankingOf(
  deps: RankDeps,
  request: {
    readonly subject: SubjectKey;
    readonly scan: ScanRecord;
    readonly asked: { readonly from: Date; readonly to: Date };
  },
  signal: AbortSignal,
): Promise<Ranking> {
  const { subject, scan, asked } = request;
  const { scrape } = scan.parameters;
  if (scrape === undefined) throw new Error(`scan ${scan.scanId} is no scraping task`);
  const window = rankingWindowOf(asked);
  const session = await deps.analysis.open({ subject, scan, window }, { signal });
  try {
    return await session.rank({ since: asked.from, maxPosts: scrape.max_posts });
  } finally {
    await session.close();
  }
}
