import { accountRefSchema } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { sampleWorld, type TikTokFigures } from '../src/index.ts';

const world = sampleWorld(1);
const { tiktok, endsAt } = world;
const truth = world.truth.tiktok;
const dayMs = 86_400_000;
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);
const postsAt = (at: Date, openId = truth.accountId) =>
  tiktok.postsBefore(openId, after(at, 1), 100_000, at);
const everSeen = new Map(
  Array.from({ length: 181 }, (_, day) => after(world.startsAt, day * dayMs)).flatMap((at) =>
    postsAt(at).map((post) => [post.id, post] as const),
  ),
);
const figures = (id: string, at: Date): TikTokFigures => {
  const shown = tiktok.figures(id, at);
  if (shown === null) throw new Error(`${id} is not there`);
  return shown;
};

describe('the sample TikTok account', () => {
  test('is the same for the same seed, and another for another', () => {
    const picture = (seed: number) => {
      const built = sampleWorld(seed);
      const { accountId } = built.truth.tiktok;
      return JSON.stringify([
        built.truth.tiktok,
        built.tiktok.accounts,
        built.tiktok
          .postsBefore(accountId, endsAt, 1_000, endsAt)
          .map((post) => [post, built.tiktok.figures(post.id, endsAt)]),
        built.tiktok.day(accountId, '2026-05-05', endsAt),
      ]);
    };
    expect(picture(7)).toBe(picture(7));
    expect(picture(7)).not.toBe(picture(8));
  });

  test('posts once or twice a day over the whole span, newest first, no two in a second', () => {
    const posts = postsAt(endsAt);
    expect(posts.length / 180).toBeGreaterThan(1);
    expect(posts.length / 180).toBeLessThan(2);
    const times = posts.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(new Set(times).size).toBe(times.length);
    expect((times.at(-1) ?? 0) - world.startsAt.getTime()).toBeLessThan(3 * dayMs);
  });

  test('ids are int64 above 2^53 that carry the second of their creation', () => {
    expect(accountRefSchema.safeParse(`tiktok:${truth.accountId}`).success).toBe(true);
    for (const { id, createdAt } of postsAt(endsAt)) {
      expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
      expect(BigInt(id)).toBeLessThan(2n ** 63n);
      expect(Number(BigInt(id) >> 32n)).toBe(createdAt.getTime() / 1_000);
    }
  });

  test('watch time is the area below the curve, and total is average times views', () => {
    let videos = 0;
    for (const { id, durationSeconds } of postsAt(endsAt)) {
      const { watching, views } = figures(id, endsAt);
      if (watching === null || durationSeconds === null) continue;
      videos += 1;
      const { shares, averageSeconds } = watching;
      expect(shares).toHaveLength(Math.floor(durationSeconds) + 1);
      expect(shares[0]).toBe(1);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      const trapezoids = shares
        .slice(1)
        .reduce((sum, share, second) => sum + (share + (shares[second] ?? 0)) / 2, 0);
      const rest = (shares.at(-1) ?? 0) * (durationSeconds % 1);
      expect(averageSeconds).toBeCloseTo(trapezoids + rest, 2);
      expect(watching.totalSeconds).toBeCloseTo(averageSeconds * views, 2);
      expect(watching.fullRate).toBe(shares.at(-1));
    }
    expect(videos).toBeGreaterThan(150);
  });

  test('posts vanish at the moments that the truth names, and only those', () => {
    expect(truth.deletedPosts).toHaveLength(5);
    for (const { postId, at } of truth.deletedPosts) {
      expect(tiktok.post(truth.accountId, postId, after(at, -1))?.id).toBe(postId);
      expect(tiktok.post(truth.accountId, postId, at)).toBe(null);
      expect(tiktok.figures(postId, at)).toBe(null);
      expect(truth.outlierPostIds).not.toContain(postId);
    }
    const left = new Set(postsAt(endsAt).map(({ id }) => id));
    const gone = [...everSeen.keys()].filter((id) => !left.has(id)).toSorted();
    expect(gone).toEqual(truth.deletedPosts.map(({ postId }) => postId).toSorted());
  });

  test('counters fall where the truth says so, and nowhere else', () => {
    expect(truth.corrections).toHaveLength(6);
    for (const { postId, counter, at, lossPct } of truth.corrections) {
      const before = figures(postId, after(at, -1))[counter];
      const then = figures(postId, at)[counter];
      // Hidden counters may be corrected too; nobody sees it.
      if (before === null || then === null) continue;
      expect(then).toBeLessThan(before);
      expect(then / before).toBeCloseTo(1 - lossPct / 100, 1);
    }
    const corrected = new Set(truth.corrections.map(({ postId }) => postId));
    for (const { id, createdAt } of postsAt(endsAt)) {
      if (corrected.has(id)) continue;
      const days = [0, 1, 3, 10, 40, 90].map((day) => after(createdAt, day * dayMs));
      for (const counter of ['views', 'likes', 'comments', 'shares', 'saves'] as const) {
        const values = days.flatMap((at) => (at <= endsAt ? [figures(id, at)[counter] ?? 0] : []));
        expect(values).toEqual(values.toSorted((a, b) => a - b));
      }
    }
  });

  test('some posts hide their likes, have comments off, are photos or asleep', () => {
    const shown = postsAt(endsAt).map((post) => ({ post, ...figures(post.id, endsAt) }));
    const share = (is: (each: (typeof shown)[number]) => boolean) =>
      shown.filter(is).length / shown.length;
    expect(share(({ likes }) => likes === null)).toBeGreaterThan(0);
    expect(share(({ comments }) => comments === null)).toBeGreaterThan(0);
    expect(share(({ reach }) => reach === null)).toBeGreaterThan(0.02);
    expect(share(({ reach }) => reach === null)).toBeLessThan(0.2);
    for (const { post, watching, reach } of shown) {
      if (post.mediaType === 'PHOTO')
        expect([watching, post.durationSeconds]).toEqual([null, null]);
      else expect(watching === null).toBe(reach === null);
    }
  });

  test('a small account is there, and other accounts do not own its posts', () => {
    const [post] = postsAt(endsAt, truth.smallAccountId);
    expect(tiktok.totals(truth.smallAccountId, endsAt)?.followers).toBeLessThan(100);
    expect(tiktok.post(truth.accountId, post?.id ?? '', endsAt)).toBe(null);
    expect(tiktok.day(truth.smallAccountId, '2026-05-05', endsAt)?.activity).toBe(null);
    expect([tiktok.totals('nobody', endsAt), postsAt(endsAt, 'nobody')]).toEqual([null, []]);
  });

  test('comments are the same whenever they are asked for, newest first', () => {
    const [post] = postsAt(endsAt).filter(({ id }) => (figures(id, endsAt).comments ?? 0) > 20);
    const comments = tiktok.comments(post?.id ?? '', endsAt);
    expect(comments.length).toBeGreaterThan(20);
    expect(comments).toEqual(tiktok.comments(post?.id ?? '', endsAt));
    expect(new Set(comments.map(({ id }) => id)).size).toBe(comments.length);
  });
});

describe('days of the account', () => {
  const day = (name: string, at = endsAt) => tiktok.day(truth.accountId, name, at);

  test('a day is told once it is over, as a stub, then provisionally, then for good', () => {
    expect(day('2026-06-10', new Date('2026-06-10T23:59:59Z'))).toBe(null);
    const stub = day('2026-06-10', new Date('2026-06-11T06:00:00Z'));
    expect(stub).toMatchObject({ views: 0, reach: null, newFollowers: null, activity: null });
    const counting = day('2026-06-10', new Date('2026-06-12T06:00:00Z'));
    const final = day('2026-06-10', new Date('2026-06-13T06:00:00Z'));
    expect((counting?.views ?? 0) / (final?.views ?? 1)).toBeCloseTo(0.9, 2);
    expect(day('2026-06-10', endsAt)).toEqual(final);
    expect([day('2025-12-31'), day('2026-07-01'), day('no day')]).toEqual([null, null, null]);
  });

  test('likes read negative on the days that the truth names', () => {
    expect(truth.negativeLikeDays).toHaveLength(4);
    for (const name of truth.negativeLikeDays) expect(day(name)?.likes).toBeLessThan(0);
    expect(day('2026-05-05')?.likes).toBeGreaterThan(0);
  });

  test('followers of a day are those before, gained less lost', () => {
    const before = day('2026-05-04');
    const then = day('2026-05-05');
    expect(then?.followers).toBe(
      (before?.followers ?? 0) + (then?.newFollowers ?? 0) - (then?.lostFollowers ?? 0),
    );
  });
});
