import type { InstagramDay } from '@viral-scan/worlds';
import type { Breakdown } from '../meta/insight-row.ts';

type Share = readonly [value: string, share: number];

/** Worlds know totals only: their parts are the same shares of every total, the rest first. */
const shares: Readonly<Record<string, readonly [rest: string, ...parts: Share[]]>> = {
  follow_type: ['NON_FOLLOWER', ['FOLLOWER', 0.3], ['UNKNOWN', 0.02]],
  follower_type: ['NON_FOLLOWER', ['FOLLOWER', 0.3], ['UNKNOWN', 0.02]],
  media_product_type: ['REEL', ['POST', 0.25], ['CAROUSEL_CONTAINER', 0.15], ['STORY', 0.05]],
  contact_button_type: ['UNDEFINED', ['EMAIL', 0.3], ['CALL', 0.1]],
};

/** Parts of what a metric came to over some days. */
export function dayBreakdown(
  metric: string,
  dimension: string,
  days: readonly InstagramDay[],
  total: number,
): Breakdown {
  if (metric === 'follows_and_unfollows') return followsOf(days);
  const [rest, ...parts] = shares[dimension] ?? ['UNKNOWN'];
  const counted = parts.map(([name, share]): [string, number] => [name, Math.floor(total * share)]);
  const left = counted.reduce((sum, [, value]) => sum - value, total);
  const results: [string, number][] = [[rest, left], ...counted];
  return { dimensions: [dimension], results: results.map(([name, value]) => [[name], value]) };
}

/** Who followed is a follower now, who left is none. */
const followsOf = (days: readonly InstagramDay[]): Breakdown => ({
  dimensions: ['follow_type'],
  results: [
    [['FOLLOWER'], days.reduce((sum, { followed }) => sum + followed, 0)],
    [['NON_FOLLOWER'], days.reduce((sum, { unfollowed }) => sum + unfollowed, 0)],
  ],
});
