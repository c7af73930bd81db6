import type { TikTokFigures, TikTokPost, TikTokWatching } from '../../tiktok/tiktok-world.ts';
import type { HookFamily } from '../captions.ts';
import { createRandom } from '../random.ts';
import { averageSecondsWatched, type SuddenLoss, sharesBySecond } from '../retention.ts';
import { dormantAfterDays, missingAfterIdleDays, tiktokGrowth } from './constants.ts';

export type CorrectedCounter = 'views' | 'likes' | 'comments';

/** A counter that the platform lowers once. */
export interface Correction {
  readonly counter: CorrectedCounter;
  readonly at: Date;
  readonly lossPct: number;
}

/** A generated post, its planted facts, and what its counters grow to. */
export interface TikTokSamplePost {
  readonly post: TikTokPost;
  readonly family: HookFamily;
  readonly finalViews: number;
  /** Over views; null when hidden or switched off. */
  readonly rates: {
    readonly likes: number | null;
    readonly comments: number | null;
    readonly shares: number;
    readonly saves: number;
    readonly reach: number;
    readonly newFollowers: number;
    readonly profileViews: number;
  };
  readonly decay: number;
  readonly curveSeed: number;
  readonly loss: SuddenLoss | null;
  readonly dormant: boolean;
  readonly deletedAt: Date | null;
  readonly correction: Correction | null;
}

const hourMs = 3_600_000;
const frozenAfterDays = 365;

export const tiktokPostExistsAt = ({ post, deletedAt }: TikTokSamplePost, at: Date): boolean =>
  post.createdAt <= at && (deletedAt === null || at < deletedAt);

/** The share of its final views that a post has at an age. */
export function tiktokGrownShare(ageHours: number, dormant: boolean): number {
  const { tauHours, shape, tailShare, tailDays } = tiktokGrowth;
  const age = Math.max(0, Math.min(ageHours, 24 * (dormant ? dormantAfterDays : frozenAfterDays)));
  const quick = 1 - Math.exp(-((age / tauHours) ** shape));
  return (1 - tailShare) * quick + tailShare * Math.min(1, age / (24 * tailDays));
}

const watchings = new WeakMap<TikTokSamplePost, Omit<TikTokWatching, 'totalSeconds'> | null>();

/** Constant over a post's life; kept, as days and pages ask for it again and again. */
function watchingOf(sample: TikTokSamplePost): Omit<TikTokWatching, 'totalSeconds'> | null {
  const kept = watchings.get(sample);
  if (kept !== undefined) return kept;
  const seconds = sample.post.durationSeconds;
  const made = seconds === null ? null : watchingFor(sample, seconds);
  watchings.set(sample, made);
  return made;
}

function watchingFor({ decay, loss, curveSeed }: TikTokSamplePost, durationSeconds: number) {
  const shares = sharesBySecond(durationSeconds, decay, loss, createRandom(curveSeed));
  return {
    shares,
    averageSeconds: averageSecondsWatched(shares, durationSeconds),
    fullRate: shares.at(-1) ?? 0,
  };
}

const milliseconds = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

/** A pure function of the moment. Counters fall only where a correction is planted. */
export function tiktokFiguresAt(sample: TikTokSamplePost, at: Date): TikTokFigures {
  const { rates, correction, dormant } = sample;
  const ageHours = (at.getTime() - sample.post.createdAt.getTime()) / hourMs;
  const grown = sample.finalViews * tiktokGrownShare(ageHours, dormant);
  const kept = (counter: CorrectedCounter): number =>
    correction !== null && correction.counter === counter && correction.at <= at
      ? 1 - correction.lossPct / 100
      : 1;
  const count = (rate: number): number => Math.floor(grown * rate);
  const hideable = (rate: number | null, counter: CorrectedCounter): number | null =>
    rate === null ? null : Math.floor(grown * rate * kept(counter));
  const views = Math.floor(grown * kept('views'));
  const idle = dormant && ageHours > 24 * (dormantAfterDays + missingAfterIdleDays);
  const watching = idle ? null : watchingOf(sample);
  return {
    views,
    likes: hideable(rates.likes, 'likes'),
    comments: hideable(rates.comments, 'comments'),
    shares: count(rates.shares),
    saves: count(rates.saves),
    reach: idle ? null : Math.min(views, count(rates.reach)),
    newFollowers: count(rates.newFollowers),
    profileViews: count(rates.profileViews),
    watching:
      watching === null
        ? null
        : { ...watching, totalSeconds: milliseconds(watching.averageSeconds * views) },
  };
}
