import type { Evidence, EvidenceSection, Platform, ReportBody } from '@viral-scan/contracts';
import { analysisVersion } from '../analysis-version.ts';

type Offered =
  | 'drop_offs'
  | 'optimal_times'
  | 'hooks'
  | 'competitor_benchmarks'
  | 'viral_posts'
  | 'rolling_7d';

/** Why there is no retention at all. */
export function dropOffReason(platforms: readonly Platform[]): string {
  return platforms.length > 0 && platforms.every((platform) => platform === 'youtube')
    ? "YouTube's public Data API offers no retention"
    : 'no source of these accounts offers retention';
}

/** Evidence of the sections this version of the analysis does not compute. */
export function unofferedEvidence(
  posts: number,
): Record<Exclude<EvidenceSection, Offered>, Evidence> {
  const entry = (reason: string): Evidence => ({
    status: 'not_offered',
    reason,
    posts,
    posts_needed: null,
  });
  const notYet = entry(`not computed by analysis version ${analysisVersion}`);
  return {
    content_effects: notYet,
    content_weaknesses: notYet,
    weak_hashtags: notYet,
    underperforming_clusters: notYet,
    anomalies: notYet,
    clusters: notYet,
    sentiment: notYet,
    emoji_impact: notYet,
    seasonal: notYet,
    forecast: notYet,
    accuracy: notYet,
  };
}

export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

export const totalOf = <T>(items: readonly T[], countOf: (item: T) => number): number =>
  items.reduce((sum, item) => sum + countOf(item), 0);

export const evidence = (
  sufficient: boolean,
  reason: string,
  posts: number,
  postsNeeded: number | null,
): Evidence => ({
  status: sufficient ? 'sufficient' : 'insufficient',
  reason,
  posts,
  posts_needed: postsNeeded,
});

/** One sentence of several accounts': told apart by name when there is more than one. */
export function joinReasons(
  reasons: readonly { readonly account: string; readonly reason: string }[],
  none: string,
): string {
  const told = 5;
  const first = reasons[0];
  if (first === undefined) return none;
  if (reasons.length === 1) return first.reason;
  const shown = reasons.slice(0, told).map(({ account, reason }) => `${account}: ${reason}`);
  const more = reasons.length - told;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more accounts` : ''}`;
}

/** The content sections that stay empty until a later version. */
export const emptyWeaknesses = (): ReportBody['content_weaknesses'] => ({
  drop_off_sec: null,
  weak_hashtags: [],
  drop_offs: [],
  weak_hashtag_details: [],
  underperforming_clusters: [],
});
