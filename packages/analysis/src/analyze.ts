import type { AnalysisInput, ReportBody } from '@viral-scan/contracts';
import { measureAccuracy } from './accuracy/accuracy-section.ts';
import { analysisVersion } from './analysis-version.ts';
import { findAnomalies } from './anomalies/find-anomalies.ts';
import { findAudienceActivity } from './audience/audience-activity.ts';
import { findAudienceDemographics } from './audience/audience-demographics.ts';
import { competitiveLandscape } from './benchmarks/competitive-landscape.ts';
import { benchmarkCompetitors } from './benchmarks/competitor-benchmarks.ts';
import { findClusters } from './clusters/find-clusters.ts';
import { contentEffects, emojiImpact, measureContentEffects } from './content/content-effects.ts';
import { effectsEvidence } from './content/content-evidence.ts';
import { makeComparable } from './effects/comparable-posts.ts';
import { summarizeAccount } from './engagement/account-summary.ts';
import { publicView } from './engagement/public-view.ts';
import { findHooksOfAll } from './hooks/hooks-section.ts';
import { findTimesOfAll } from './hours/times-section.ts';
import { firstKnownZone } from './hours/zone-clock.ts';
import { rememberLanguages } from './language/caption-language.ts';
import { findViralPosts } from './outliers/viral-posts.ts';
import type { Parallel } from './parallel/parallel.ts';
import { type Random, randomFor } from './random/sfc32.ts';
import { tellApart } from './report/tell-apart.ts';
import { summarizeSentiment } from './sentiment/summarize-sentiment.ts';
import { soundInput } from './sound-input.ts';
import { findForecasts } from './trends/forecasts.ts';
import { rollingEvidence } from './trends/rolling-evidence.ts';
import { rollingSevenDays } from './trends/rolling-mean.ts';
import { findSeasons } from './trends/seasons.ts';
import { findWeaknesses } from './weaknesses/content-weaknesses.ts';

const defaultPermutations = 2_000;

export interface AnalyzeOptions {
  /** In place of the generators seeded by account and purpose. */
  readonly random?: Random;
  /** Rearrangements of each permutation test. */
  readonly permutations?: number;
  /** For large accounts; changes nothing but the time. */
  readonly parallel?: Parallel;
}

/**
 * The report on what was observed up to `asOfMs`. Pure: reads no clock, changes nothing,
 * and gives the same body, byte for byte, for the same input, on any number of workers.
 * What is no number is unknown. Sections without enough evidence are empty and `evidence` says why. Counts are posts, times
 * UTC, hours of the account's zone. Near O(n log n) in posts and snapshots.
 */
export function analyze(given: AnalysisInput, options: AnalyzeOptions = {}): ReportBody {
  const input = soundInput(given);
  const window = { fromMs: input.fromMs, asOfMs: input.asOfMs };
  const generatorFor =
    (purpose: string) =>
    (accountId: string): Random =>
      options.random ?? randomFor(purpose, accountId);
  const heavy = (purpose: string) => ({
    generator: generatorFor(purpose),
    ...(options.parallel && { parallel: options.parallel }),
  });
  const named = new Map(input.accounts.map(({ accountId, name }) => [accountId, name]));
  const accounts = tellApart(input.accounts).map((account) =>
    makeComparable(publicView(account), window, firstKnownZone(account.timezone, input.timezone)),
  );
  const own = accounts.filter(({ account }) => account.role === 'own');
  const languageOf = rememberLanguages();

  const summaries = accounts.map((comparable) => ({
    ...summarizeAccount(comparable),
    name: named.get(comparable.account.accountId) ?? null,
  }));
  const times = findTimesOfAll(accounts, {
    timezone: input.timezone,
    permutations: options.permutations ?? defaultPermutations,
    generator: generatorFor('hours'),
  });
  const audience = findAudienceActivity(
    own.map(({ account }) => account),
    ({ timezone }) => firstKnownZone(timezone, input.timezone),
  );
  const demographics = findAudienceDemographics(own.map(({ account }) => account));
  const hooks = findHooksOfAll(accounts, {
    languageOf: (post) => languageOf(post).language,
    generator: generatorFor('hooks'),
  });
  const effects = accounts.map((comparable) =>
    measureContentEffects(comparable, generatorFor('content')(comparable.account.accountId)),
  );
  const clusters = findClusters(accounts, heavy('clusters'));
  const weaknesses = findWeaknesses(own, effects, clusters.found);
  const benchmarks = benchmarkCompetitors(summaries);
  const viralPosts = findViralPosts(accounts);
  const anomalies = findAnomalies(accounts, heavy('anomalies'));
  const sentiment = summarizeSentiment(accounts, languageOf);
  const rolling = input.accounts.flatMap((account) => rollingSevenDays(account, window));
  const seasons = findSeasons(own);
  const forecasts = findForecasts(own);
  const accuracy = measureAccuracy(own, generatorFor('accuracy'));

  return {
    analysis_version: analysisVersion,
    accounts: summaries,
    evidence: {
      optimal_times: times.evidence,
      audience_activity: audience.evidence,
      audience_demographics: demographics.evidence,
      hooks: hooks.evidence,
      content_effects: effectsEvidence(
        effects,
        ['property', 'properties'],
        ({ trait }) => trait.kind !== 'emoji',
        'no account in this scan',
      ),
      emoji_impact: effectsEvidence(
        effects,
        ['emoji', 'emoji'],
        ({ trait }) => trait.kind === 'emoji',
        'no account in this scan',
      ),
      ...weaknesses.evidence,
      competitor_benchmarks: benchmarks.evidence,
      viral_posts: viralPosts.evidence,
      anomalies: anomalies.evidence,
      clusters: clusters.evidence,
      sentiment: sentiment.evidence,
      rolling_7d: rollingEvidence(rolling, summaries),
      seasonal: seasons.evidence,
      forecast: forecasts.evidence,
      accuracy: accuracy.evidence,
    },
    optimal_times: times.found,
    optimal_hours: times.hours,
    audience_activity: audience.found,
    audience_demographics: demographics.found,
    hooks: hooks.found,
    content_effects: contentEffects(effects),
    content_weaknesses: weaknesses.found,
    competitor_benchmarks: benchmarks.found,
    competitive_landscape: competitiveLandscape(summaries),
    viral_posts: viralPosts.found,
    anomalies: anomalies.found,
    clusters: clusters.found,
    sentiment: sentiment.found,
    emoji_impact: emojiImpact(effects),
    trends: {
      rolling_7d: rolling,
      seasonal: seasons.found.length === 0 ? null : { accounts: seasons.found },
      forecast: forecasts.found,
    },
    accuracy: accuracy.found.length === 0 ? null : { accounts: accuracy.found },
  };
}
