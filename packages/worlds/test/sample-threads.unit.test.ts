import { accountRefSchema } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../src/index.ts';

const world = sampleWorld(1);
const { threads, endsAt } = world;
const truth = world.truth.threads;
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);
const postsAt = (at: Date, id = truth.accountId) =>
  threads.postsBefore(id, after(at, 1), 100_000, at);

describe('the sample Threads profiles', () => {
  test('are two, one of them too small for the platform to tell of its followers', () => {
    expect(threads.profiles.map(({ id }) => id)).toEqual([truth.accountId, truth.smallAccountId]);
    for (const { id } of threads.profiles) {
      expect(accountRefSchema.safeParse(`threads:${id}`).success).toBe(true);
      expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    }
    expect(threads.totals(truth.smallAccountId, endsAt)?.followers).toBeLessThan(100);
    expect(threads.followersBy(truth.smallAccountId, 'age', endsAt)).toEqual([]);
    const ages = threads.followersBy(truth.accountId, 'age', endsAt).map(({ name }) => name);
    expect(ages).toContain('25-34');
  });

  test('post text above all, with pictures, videos, reposts, topics, links and quotes', () => {
    const posts = postsAt(endsAt);
    expect(posts.length).toBeGreaterThan(140);
    expect(posts.length).toBeLessThan(200);
    const amount = (is: (post: (typeof posts)[number]) => boolean) => posts.filter(is).length;
    expect(amount(({ mediaType }) => mediaType === 'TEXT_POST')).toBeGreaterThan(70);
    expect(new Set(posts.map(({ mediaType }) => mediaType)).size).toBe(5);
    expect(amount(({ topicTag }) => topicTag !== null)).toBeGreaterThan(60);
    expect(amount(({ linkUrl }) => linkUrl !== null)).toBeGreaterThan(3);
    expect(amount(({ isQuote }) => isQuote)).toBeGreaterThan(0);
    expect(Math.max(...posts.map(({ text }) => text.length))).toBeLessThanOrEqual(500);
  });

  test('list newest first, no two in a second, and count nothing of reposts', () => {
    const posts = postsAt(endsAt);
    const times = posts.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(new Set(times).size).toBe(times.length);
    const silent = posts.filter(({ id }) => threads.figures(id, endsAt) === null);
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.every(({ mediaType }) => mediaType === 'REPOST_FACADE')).toBe(true);
    expect(silent.map(({ id }) => id).toReversed()).toEqual(truth.repostIds);
  });

  test('lose posts at the moments that the truth names', () => {
    expect(truth.deletedPosts).toHaveLength(3);
    for (const { postId, at } of truth.deletedPosts) {
      expect(threads.post(postId, after(at, -1))?.id).toBe(postId);
      expect([threads.post(postId, at), threads.figures(postId, at)]).toEqual([null, null]);
    }
  });

  test('unknown ids are null or empty', () => {
    expect([threads.totals('1', endsAt), threads.day('1', '2026-05-05', endsAt)]).toEqual([
      null,
      null,
    ]);
    expect([...postsAt(endsAt, '1'), ...threads.followersBy('1', 'age', endsAt)]).toEqual([]);
  });
});

test('a day is Pacific, adds up to what the posts gained, and counts clicks by address', () => {
  const from = new Date('2026-05-05T07:00:00Z');
  const to = new Date('2026-05-06T07:00:00Z');
  const day = threads.day(truth.accountId, '2026-05-05', to);
  const repliesAt = (at: Date) =>
    postsAt(to).reduce((sum, { id }) => sum + (threads.figures(id, at)?.replies ?? 0), 0);
  expect(day?.replies).toBe(repliesAt(to) - repliesAt(from));
  expect(threads.day(truth.accountId, '2026-05-05', after(to, -1))).toBe(null);
  const clicks = Array.from({ length: 28 }, (_, index) => `2026-06-${10 + (index % 19)}`)
    .flatMap((name) => threads.day(truth.accountId, name, endsAt)?.clicks ?? [])
    .map(({ url, clicks: amount }) => [new URL(url).protocol, amount > 0]);
  expect(clicks.length).toBeGreaterThan(0);
  expect(clicks.every(([protocol, some]) => protocol === 'https:' && some)).toBe(true);
});
