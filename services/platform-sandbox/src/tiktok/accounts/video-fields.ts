import { createHash } from 'node:crypto';
import type { TikTokAccount, TikTokFigures, TikTokPost } from '@viral-scan/worlds';
import { idInAnswer, secondsInAnswer } from '../bare-int64.ts';

export interface ShownPost {
  readonly account: TikTokAccount;
  readonly post: TikTokPost;
  readonly figures: TikTokFigures;
}

/** Undefined: the field is missing from the answer. */
type Read = (shown: ShownPost) => unknown;

const known = <Value>(value: Value | null): Value | undefined => value ?? undefined;
const zero = (): number => 0;

const address = ({ account, post }: ShownPost): string =>
  `https://www.tiktok.com/@${account.username}/video/${post.id}`;

/** A share near `middle` that belongs to the post. */
function shareOf({ post }: ShownPost, name: string, middle: number): number {
  const byte = createHash('sha256').update(`${name} ${post.id}`).digest()[0] ?? 0;
  return Math.round((middle + (byte / 255 - 0.5) * 0.2) * 10_000) / 10_000;
}

const fourDigits = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Need `video.list`. */
export const plainFields: Readonly<Record<string, Read>> = {
  item_id: ({ post }) => idInAnswer(post.id),
  media_type: ({ post }) => post.mediaType,
  is_ad: ({ post }) => post.isAd,
  create_time: ({ post }) => secondsInAnswer(post.createdAt, post.id),
  caption: ({ post }) => post.caption,
  video_duration: ({ post }) => known(post.durationSeconds),
  thumbnail_url: ({ post }) => `https://p16-sign.tiktokcdn-us.com/${post.id}.jpeg?x-expires=1`,
  share_url: address,
  embed_url: ({ post }) => `https://www.tiktok.com/static/profile-video?id=${post.id}`,
};

/** Need `video.insights` too. */
export const insightFields: Readonly<Record<string, Read>> = {
  video_views: ({ figures }) => figures.views,
  likes: ({ figures }) => known(figures.likes),
  comments: ({ figures }) => known(figures.comments),
  shares: ({ figures }) => figures.shares,
  favorites: ({ figures }) => figures.saves,
  reach: ({ figures }) => known(figures.reach),
  total_time_watched: ({ figures }) => figures.watching?.totalSeconds,
  average_time_watched: ({ figures }) => figures.watching?.averageSeconds,
  full_video_watched_rate: ({ figures }) => figures.watching?.fullRate,
  new_followers: ({ figures }) => figures.newFollowers,
  profile_views: ({ figures }) => figures.profileViews,
  website_clicks: zero,
  phone_number_clicks: zero,
  lead_submissions: zero,
  app_download_clicks: zero,
  email_clicks: zero,
  address_clicks: zero,
  video_view_retention: ({ figures }) =>
    figures.watching?.shares.map((percentage, second) => ({ second: String(second), percentage })),
  engagement_likes: ({ figures }) =>
    figures.watching?.shares.map((_, second, all) => ({
      second: String(second),
      percentage: fourDigits(1 / all.length),
    })),
  impression_sources: (shown) => {
    const forYou = shareOf(shown, 'for you', 0.8);
    const left = 1 - forYou;
    return [
      { impression_source: 'For You', percentage: forYou },
      { impression_source: 'Follow', percentage: fourDigits(left * 0.6) },
      { impression_source: 'Personal Profile', percentage: fourDigits(left * 0.3) },
      { impression_source: 'other_profile_vv', percentage: fourDigits(left * 0.1) },
    ];
  },
  audience_types: (shown) => {
    const fresh = shareOf(shown, 'new viewers', 0.7);
    const followers = shareOf(shown, 'followers', 0.2);
    return [
      { type: 'NEW_VIEWER', percentage: fresh },
      { type: 'RETURN_VIEWER', percentage: fourDigits(1 - fresh) },
      { type: 'FOLLOWER_PERCENT', percentage: followers },
      { type: 'NON_FOLLOWER_PERCENT', percentage: fourDigits(1 - followers) },
    ];
  },
  audience_genders: (shown) => {
    const female = shareOf(shown, 'female', 0.55);
    return [
      { gender: 'Female', percentage: female },
      { gender: 'Male', percentage: fourDigits(1 - female) },
    ];
  },
  audience_countries: (shown) => {
    const home = shareOf(shown, 'home', 0.8);
    return [
      { country: 'DE', percentage: home },
      { country: 'AT', percentage: fourDigits(1 - home) },
    ];
  },
  audience_cities: () => [{ city_name: 'Berlin', percentage: 0.4 }],
};

export const isVideoField = (field: string): boolean =>
  field in plainFields || field in insightFields;

/** A video as the Accounts API writes it. */
export const videoOf = (shown: ShownPost, fields: readonly string[]): object =>
  Object.fromEntries(
    fields
      .map((field) => [field, (plainFields[field] ?? insightFields[field])?.(shown)] as const)
      .filter(([, value]) => value !== undefined),
  );
