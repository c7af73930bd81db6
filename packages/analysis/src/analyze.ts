import type { AnalysisInput, ReportBody } from '@viral-scan/contracts';
import { analysisVersion } from './analysis-version.ts';
import { competitiveLandscape } from './benchmarks/competitive-landscape.ts';
import { benchmarkCompetitors } from './benchmarks/competitor-benchmarks.ts';
import { makeComparable } from './effects/comparable-posts.ts';
import { summarizeAccount } from './engagement/account-summary.ts';

import { findHooks } from './hooks/hook-effects.ts';
import { summarizeHours } from './hours/optimal-hours.ts';
import { platformPattern } from './hours/platform-pattern.ts';
import { recommendTimes } from './hours/recommend-times.ts';
import { firstKnownZone } from './hours/zone-clock.ts';
import { findViralPosts } from './outliers/viral-posts.ts';
import { type Random, randomFor } from './random/sfc32.ts';
import { emptyWeaknesses } from './report/evidence.ts';
import { reportEvidence } from './report/report-evidence.ts';
import { findDropOffs, mainDropOffSecond } from './retention/drop-offs.ts';
import { rollingSevenDays } from './trends/rolling-mean.ts';

const defaultPermutations = 2_000;

export interface AnalyzeOptions {
  /** In place of the generators seeded by account and purpose. */
  readonly random?: Random;
  /** Rearrangements of each permutation test. */
  readonly permutations?: number;
}

/**
 * The report on what was observed up to `asOfMs`. Pure: reads no clock, changes nothing,
 * and gives the same body, byte for byte, for the same input. Sections without enough
 * evidence are empty and `evidence` says why. Counts are posts, times UTC, hours of the
 * account's zone. O(posts × snapshots + accounts · permutations · posts).
 */
export function analyze(input: AnalysisInput, options: AnalyzeOptions = {}): ReportBody {
  const window = { fromMs: input.fromMs, asOfMs: input.asOfMs };
  const permutations = options.permutations ?? defaultPermutations;
  const generator = (purpose: string, accountId: string): Random =>
    options.random ?? randomFor(purpose, accountId);
  const accounts = input.accounts.map((account) =>
    makeComparable(account, window, firstKnownZone(account.timezone, input.timezone)),
  );
  const summaries = accounts.map(summarizeAccount);
  const own = accounts.filter(({ account }) => account.role === 'own');
  const times = own.map((comparable) => ({
    comparable,
    ...recommendTimes(
      comparable,
      platformPattern(comparable, accounts),
      permutations,
      generator('hours', comparable.account.accountId),
    ),
  }));
  const hooks = accounts.map((comparable) => ({
    comparable,
    ...findHooks(
      comparable,
      (post) => post.language ?? 'en',
      generator('hooks', comparable.account.accountId),
    ),
  }));
  const viralPosts = findViralPosts(accounts);
  const benchmarks = benchmarkCompetitors(summaries);
  const dropOffs = findDropOffs(own);
  const rolling = input.accounts.flatMap((account) => rollingSevenDays(account, window));
  return {
    analysis_version: analysisVersion,
    accounts: summaries,
    evidence: reportEvidence({
      summaries,
      times,
      hooks,
      benchmarks,
      viralPosts,
      dropOffs,
      rolling,
    }),
    optimal_times: times.flatMap((each) => each.times),
    optimal_hours: summarizeHours(
      times.map(({ comparable, ...found }) => ({
        accountId: comparable.account.accountId,
        platform: comparable.account.platform,
        timezone: comparable.timezone,
        posts: found.posts,
        times: found.times,
      })),
      input.timezone,
    ),
    hooks: hooks.flatMap((each) => each.hooks),
    content_effects: [],
    content_weaknesses: {
      ...emptyWeaknesses(),
      drop_off_sec: mainDropOffSecond(dropOffs.found),
      drop_offs: dropOffs.found,
    },
    competitor_benchmarks: benchmarks.found,
    competitive_landscape: competitiveLandscape(summaries),
    viral_posts: viralPosts.found,
    anomalies: [],
    clusters: [],
    sentiment: null,
    emoji_impact: [],
    trends: { rolling_7d: rolling, seasonal: null, forecast: [] },
    accuracy: null,
  };
}
