import { createCaption } from '../sample/captions.ts';
import { createRandom, seedFor } from '../sample/random.ts';
import { averageSecondsWatched, sharesBySecond } from '../sample/retention.ts';
import { tiktokGrownShare } from '../sample/tiktok/tiktok-sample-post.ts';
import { commentsOf } from '../tiktok/comments.ts';
import {
  type TikTokAccount,
  type TikTokFigures,
  type TikTokPost,
  type TikTokWorld,
  tiktokIdOf,
  tiktokIdParts,
} from '../tiktok/tiktok-world.ts';
import { type BulkSpacing, bulkSpacing } from './bulk-spacing.ts';

const medianViews = 3_000;
const durationSeconds = 24.5;
const activeFollowers = 0.1;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

const aboutBulk = (account: number, posts: number): TikTokAccount => ({
  openId: `-000bulk${hex(account, 4)}${hex(posts, 24)}`,
  displayOpenId: `b0b0b0b0-${hex(account, 4)}-4000-8000-${hex(posts, 12)}`,
  unionId: `b1b1b1b1-${hex(account, 4)}-4000-8000-${hex(posts, 12)}`,
  username: `bulk${posts}`,
  displayName: `Bulk account of ${posts} posts`,
  bio: 'For load: every post follows from its number.',
  isVerified: false,
  isBusiness: true,
  following: 0,
  totalPosts: posts,
});

/** The number of the post in `low`, so that an id leads back to it. */
const lowBits = (account: number, index: number): number => (account << 24) | index;

function createPost(account: number, index: number, spacing: BulkSpacing): TikTokPost {
  const createdAt = spacing.publishedAt(index);
  const caption = createCaption('studio', createRandom(seedFor(index, `bulk post ${account}`)));
  return {
    id: tiktokIdOf(createdAt, lowBits(account, index)),
    createdAt,
    caption: `${caption.title} #bulk`,
    mediaType: 'VIDEO',
    durationSeconds,
    isAd: false,
    isAigc: false,
  };
}

/** A world of one TikTok account of which nothing is kept but its size. */
export function bulkTikTok(account: number, posts: number, endsAt: Date): TikTokWorld {
  const spacing = bulkSpacing(posts, endsAt);
  const about = aboutBulk(account, posts);
  const existing = (id: string, at: Date): number | null => {
    const index = (tiktokIdParts(id)?.low ?? 0) & 0xff_ffff;
    return index < spacing.countBy(at) && createPost(account, index, spacing).id === id
      ? index
      : null;
  };
  function figuresOf(index: number, at: Date): TikTokFigures {
    const random = createRandom(seedFor(index, `bulk figures ${account}`));
    const ageHours = (at.getTime() - spacing.publishedAt(index).getTime()) / 3_600_000;
    const grown = medianViews * Math.exp(0.5 * random.normal()) * tiktokGrownShare(ageHours, false);
    const views = Math.floor(grown);
    const shares = sharesBySecond(durationSeconds, 1.3, null, random);
    const averageSeconds = averageSecondsWatched(shares, durationSeconds);
    return {
      views,
      likes: Math.floor(grown * 0.085),
      comments: Math.floor(grown * 0.006),
      shares: Math.floor(grown * 0.009),
      saves: Math.floor(grown * 0.014),
      reach: Math.floor(grown * 0.86),
      newFollowers: Math.floor(grown * 0.001),
      profileViews: Math.floor(grown * 0.01),
      watching: {
        averageSeconds,
        totalSeconds: Math.round(averageSeconds * views * 1_000) / 1_000,
        fullRate: shares.at(-1) ?? 0,
        shares,
      },
    };
  }
  const isAbout = (openId: string): boolean => openId === about.openId;
  return {
    accounts: [about],
    totals: (openId, at) =>
      isAbout(openId)
        ? { followers: posts, likes: 250 * spacing.countBy(at), posts: spacing.countBy(at) }
        : null,
    postsBefore(openId, before, limit, at) {
      if (!isAbout(openId)) return [];
      const until = Math.min(spacing.countBy(at), spacing.countBy(new Date(before.getTime() - 1)));
      return Array.from({ length: Math.min(limit, until) }, (_, offset) =>
        createPost(account, until - 1 - offset, spacing),
      );
    },
    post(openId, postId, at) {
      const index = isAbout(openId) ? existing(postId, at) : null;
      return index === null ? null : createPost(account, index, spacing);
    },
    figures(postId, at) {
      const index = existing(postId, at);
      return index === null ? null : figuresOf(index, at);
    },
    day(openId, day, at) {
      const from = Date.parse(`${day}T00:00:00Z`);
      const to = from + 86_400_000;
      if (!isAbout(openId) || !(to <= at.getTime())) return null;
      const made = spacing.countBy(new Date(to)) - spacing.countBy(new Date(from));
      return {
        day,
        views: made * medianViews,
        reach: made * Math.floor(medianViews * 0.8),
        profileViews: made * 30,
        likes: made * 255,
        comments: made * 18,
        shares: made * 27,
        followers: posts,
        newFollowers: made,
        lostFollowers: made,
        activity: posts < 100 ? null : new Array(24).fill(Math.floor(posts * activeFollowers)),
      };
    },
    comments(postId, at) {
      const index = existing(postId, at);
      return index === null
        ? []
        : commentsOf(
            postId,
            spacing.publishedAt(index),
            figuresOf(index, at).comments ?? 0,
            50,
            at,
          );
    },
  };
}
