import type { AnalysisPost, Platform, Settling } from '@viral-scan/contracts';
import type { Reading } from '../engagement/engagements.ts';
import { observeAtAge } from '../equal-age/observe.ts';
import { median } from '../statistics/quantile.ts';

const hourMs = 3_600_000;
const candidateHours = [12, 24, 48, 72, 96, 168, 336, 720] as const;
/** At the settling time, twice the age adds at most a tenth. */
const settledShare = 0.9;
const fewestPosts = 10;

/** Where an account's own snapshots do not tell: by convention, later than most posts grow. */
const usualHours: Readonly<Record<Platform, number>> = {
  tiktok: 96,
  instagram: 96,
  threads: 48,
  youtube: 168,
  file: 168,
};

export type SettlingTime = Pick<Settling, 'hours' | 'basis'>;

/**
 * The first age at which the account's median post has 90 % of what it has at twice the age,
 * over at least 10 posts observed around both; the platform's usual where no age has as many,
 * or none is settled. O(ages × posts × snapshots).
 */
export function settlingTime(
  posts: readonly AnalysisPost[],
  platform: Platform,
  reading: Reading,
  asOfMs: number,
): SettlingTime {
  for (const hours of candidateHours) {
    const shares = posts.flatMap((post) => {
      const early = observeAtAge(post, reading, hours, asOfMs);
      const late = observeAtAge(post, reading, 2 * hours, asOfMs);
      return early === null || late === null || late.value <= 0 ? [] : [early.value / late.value];
    });
    if (shares.length < fewestPosts) continue;
    if ((median(Float64Array.from(shares)) ?? 0) >= settledShare)
      return { hours, basis: 'account' };
  }
  return { hours: usualHours[platform], basis: 'platform' };
}

/** True for a post whose figures may still change much. */
export const isProvisional = (
  { publishedAtMs }: AnalysisPost,
  { hours }: SettlingTime,
  asOfMs: number,
): boolean => asOfMs - publishedAtMs < hours * hourMs;
