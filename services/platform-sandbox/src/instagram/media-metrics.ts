import type { InstagramFigures } from '@viral-scan/worlds';
import type { Door } from './instagram-call.ts';

export type ProductType = 'FEED' | 'REELS' | 'STORY';

export interface Metric {
  readonly of: readonly ProductType[];
  /** Null: not known, the row is missing. */
  readonly value: (figures: InstagramFigures) => number | null;
  /** Offered by one door only. */
  readonly door?: Door;
  /** The only breakdown it knows. */
  readonly breakdown?: string;
}

const everywhere: readonly ProductType[] = ['FEED', 'REELS', 'STORY'];
const posts: readonly ProductType[] = ['FEED', 'REELS'];

const sum = (...parts: readonly (number | null)[]): number | null =>
  parts.reduce<number | null>(
    (total, part) => (total === null || part === null ? null : total + part),
    0,
  );
const interactions = ({ likes, comments, saved, shares, reposts }: InstagramFigures) =>
  sum(likes, comments, saved, shares, reposts);
/** What a share on Facebook brings: a little of what Instagram does. */
const facebookViews = ({ views }: InstagramFigures): number | null =>
  views === null ? null : Math.floor(views * 0.03);
const percent = (share: number): number => Math.round(share * 10_000) / 100;

/** The table of section 2.4: which product type has which metric. Watch times are milliseconds. */
export const metrics: Readonly<Record<string, Metric>> = {
  views: { of: everywhere, value: ({ views }) => views },
  reach: { of: everywhere, value: ({ reach }) => reach },
  shares: { of: everywhere, value: ({ shares }) => shares },
  total_interactions: { of: everywhere, value: interactions },
  reposts: { of: everywhere, value: ({ reposts }) => reposts },
  likes: { of: posts, value: ({ likes }) => likes },
  comments: { of: posts, value: ({ comments }) => comments },
  saved: { of: posts, value: ({ saved }) => saved },
  follows: { of: ['FEED', 'STORY'], value: ({ follows }) => follows },
  profile_visits: { of: ['FEED', 'STORY'], value: ({ profileVisits }) => profileVisits },
  profile_activity: {
    of: ['FEED', 'STORY'],
    value: ({ profileVisits }) => (profileVisits === null ? null : Math.floor(profileVisits / 10)),
    breakdown: 'action_type',
  },
  replies: { of: ['STORY'], value: () => null },
  navigation: { of: ['STORY'], value: () => null, breakdown: 'story_navigation_action_type' },
  link_clicks: { of: ['STORY'], value: () => null },
  ig_reels_avg_watch_time: { of: ['REELS'], value: ({ watching }) => watching?.averageMs ?? null },
  ig_reels_video_view_total_time: {
    of: ['REELS'],
    value: ({ watching }) => watching?.totalMs ?? null,
  },
  reels_skip_rate: {
    of: ['REELS'],
    value: ({ watching }) => (watching === null ? null : percent(watching.skipRate)),
  },
  crossposted_views: { of: ['REELS'], value: facebookViews },
  facebook_views: { of: everywhere, value: facebookViews },
  total_views: {
    of: everywhere,
    value: (figures) => sum(figures.views, facebookViews(figures)),
    door: 'instagram-facebook',
  },
  total_likes: { of: everywhere, value: ({ likes }) => likes, door: 'instagram-facebook' },
  total_comments: { of: everywhere, value: ({ comments }) => comments, door: 'instagram-facebook' },
};

/** Known, and supported by nothing any more. */
export const formerMetrics = [
  'impressions',
  'plays',
  'clips_replays_count',
  'ig_reels_aggregated_all_plays_count',
  'video_views',
  'engagement',
  'exits',
  'taps_forward',
  'taps_back',
  'carousel_album_engagement',
  'carousel_album_impressions',
  'carousel_album_reach',
] as const;
