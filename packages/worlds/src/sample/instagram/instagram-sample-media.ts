import type { InstagramFigures, InstagramMedia } from '../../instagram/instagram-world.ts';
import type { HookFamily } from '../captions.ts';
import { shareGrownAt } from '../posting/grown-share.ts';
import { instagramGrowth, type instagramRates, quietHours } from './constants.ts';

/** A generated medium, its planted facts, and what its counters grow to. */
export interface InstagramSampleMedia {
  readonly media: InstagramMedia;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
  readonly family: HookFamily;
  readonly finalViews: number;
  readonly rates: Readonly<Record<keyof typeof instagramRates, number>>;
  /** Null for the feed. */
  readonly watched: { readonly averageMs: number; readonly skipRate: number } | null;
}

/** Counters as they are, whether the platform tells them or not. */
export function countersAt({ createdAt, finalViews, rates }: InstagramSampleMedia, at: Date) {
  const grown = finalViews * shareGrownAt(instagramGrowth, createdAt, at);
  const count = (rate: number): number => Math.floor(grown * rate);
  return {
    views: Math.floor(grown),
    likes: count(rates.likes),
    comments: count(rates.comments),
    reach: count(Math.min(0.97, rates.reach)),
    shares: count(rates.shares),
    saved: count(rates.saved),
    reposts: count(rates.reposts),
    follows: count(rates.follows),
    profileVisits: count(rates.profileVisits),
  };
}

const untold = {
  views: null,
  reach: null,
  shares: null,
  saved: null,
  reposts: null,
  follows: null,
  profileVisits: null,
  watching: null,
} as const;

/** A pure function of the moment; counters never fall. */
export function instagramFiguresAt(sample: InstagramSampleMedia, at: Date): InstagramFigures {
  const { media, createdAt, watched } = sample;
  const { likes, comments, follows, profileVisits, ...counted } = countersAt(sample, at);
  const isQuiet = at.getTime() - createdAt.getTime() < quietHours * 3_600_000;
  if (isQuiet || media.isBeforeConversion) return { likes, comments, ...untold };
  const isFeed = media.productType === 'FEED';
  return {
    likes,
    comments,
    ...counted,
    follows: isFeed ? follows : null,
    profileVisits: isFeed ? profileVisits : null,
    watching: watched === null ? null : { ...watched, totalMs: watched.averageMs * counted.views },
  };
}
