import {
  engagementRateOf,
  type KnownRankedPost,
  namesInEvent,
  noMetrics,
  portionsOf,
  postInEvent,
  type Ranking,
  type Report,
  type ScanError,
  topPercentile,
  viralPostOf,
} from '@viral-scan/contracts';
import { byPercentile, knownRanks, putRank } from './ranked-posts.ts';
import { isOf, type MemoryState, type StoredScan, type StoredStep, writeOutbox } from './state.ts';

export function endReported(
  state: MemoryState,
  scan: StoredScan,
  step: StoredStep,
  report: Report,
): void {
  const time = new Date(report.completed_at);
  step.state = 'completed';
  Object.assign(scan, { state: report.status, completedAt: time });
  const names = namesInEvent(scan.planned);
  const { posts, accounts, coverage } = report.dataset;
  writeOutbox(state, scan, {
    type: 'viral.content.discovered',
    time,
    data: { ...names, posts, accounts, coverage },
  });
  const patterns = rankedInReport(state, scan, report).map((post) =>
    viralPostOf(post, post.account),
  );
  for (const portion of portionsOf(patterns)) {
    const data = { ...names, posts: portion.map(postInEvent) };
    writeOutbox(state, scan, { type: 'viral.pattern.identified', time, data }, portion);
  }
  writeOutbox(state, scan, {
    type: 'viral.scraping.completed',
    time,
    data: { ...names, status: report.status, posts, accounts },
  });
}

export function endRanked(
  state: MemoryState,
  scan: StoredScan,
  step: StoredStep,
  ranking: Ranking,
  at: Date,
): void {
  const collected = scan.steps.filter(({ kind }) => kind === 'collect-account');
  const accountId = collected.flatMap((one) => one.accountId ?? [])[0];
  const ranked: KnownRankedPost[] = [];
  for (const post of accountId === undefined ? [] : ranking.ranked) {
    putRank(state, scan, { accountId: accountId ?? '', post, rankedAt: at });
    ranked.push(...knownRanks(state, scan, (row) => row.post === post));
  }
  const coverage = collected.flatMap((one) => one.coverage ?? []);
  const isComplete =
    coverage.length === collected.length && coverage.every(({ status }) => status === 'complete');
  const status = isComplete ? 'completed' : 'partial';
  const time = new Date(Math.max(at.getTime(), scan.scanTime.getTime()));
  step.state = 'completed';
  Object.assign(scan, { state: status, completedAt: time });
  const names = namesInEvent(scan.planned);
  const found = { ...names, posts_found: ranking.postIds.length };
  writeOutbox(state, scan, {
    type: 'viral.content.discovered',
    time,
    data: { ...found, coverage },
  });
  const { scrape } = scan.planned.parameters;
  const least = scrape?.min_performance_percentile ?? topPercentile;
  const patterns = ranked
    .filter(({ percentile }) => percentile >= least)
    .sort(byPercentile)
    .map((post) => viralPostOf(post, scrape?.account_id ?? post.account));
  for (const portion of portionsOf(patterns)) {
    const data = { ...names, posts: portion.map(postInEvent) };
    writeOutbox(state, scan, { type: 'viral.pattern.identified', time, data }, portion);
  }
  writeOutbox(state, scan, {
    type: 'viral.scraping.completed',
    time,
    data: { ...found, status },
  });
}

export function endFailed(
  state: MemoryState,
  scan: StoredScan,
  error: ScanError,
  time: Date,
): void {
  Object.assign(scan, { state: 'failed', error, completedAt: time });
  const { kind } = scan.planned;
  if (kind === 'collection') return;
  const postsFound = scan.steps.reduce((sum, { posts }) => sum + posts, 0);
  const data = {
    ...namesInEvent(scan.planned),
    status: 'failed',
    error,
    ...(kind === 'scrape' && { posts_found: postsFound }),
  };
  writeOutbox(state, scan, { type: 'viral.scraping.completed', time, data });
}

/** Reports round: see the store's. */
const leastAbove99 = 99.01;

/** The top 1 %, with the counters that the report saw last. */
function rankedInReport(
  state: MemoryState,
  scan: StoredScan,
  report: Report,
): readonly KnownRankedPost[] {
  const asOf = new Date(report.as_of);
  const top = report.viral_posts.filter((post) => post.top_1_percent);
  const known = top.flatMap((said) => {
    const account = [...state.series.accounts.values()].find(
      ({ profile, ...row }) =>
        isOf(scan, row) && `${profile.platform}:${profile.externalId}` === said.account_id,
    );
    if (account === undefined) return [];
    const { accountId } = account;
    const [latest] = [...state.series.snapshots.values()]
      .filter((row) => row.accountId === accountId && row.postId === said.post_id)
      .filter((row) => row.capturedAtMs <= asOf.getTime())
      .sort((a, b) => b.capturedAtMs - a.capturedAtMs);
    const metrics = latest?.metrics ?? noMetrics;
    const summary = report.accounts.find((each) => each.account_id === said.account_id);
    const post = {
      postId: said.post_id,
      metrics,
      engagementRate: engagementRateOf(metrics, summary?.followers ?? null),
      percentile: Math.max(said.performance_percentile, leastAbove99),
      comparison: 'equal_age' as const,
      compared: summary?.equal_age.posts_used ?? 0,
    };
    putRank(state, scan, { accountId, post, rankedAt: asOf });
    return knownRanks(state, scan, (row) => row.post === post);
  });
  return known.sort(byPercentile);
}
