import { accountRefSchema } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { audienceDimensions, sampleWorld } from '../src/index.ts';

const world = sampleWorld(1);
const { instagram, endsAt } = world;
const truth = world.truth.instagram;
const hourMs = 3_600_000;
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);
const mediaAt = (at: Date, id = truth.accountId) =>
  instagram.mediaBefore(id, after(at, 1), 100_000, at);

describe('the sample Instagram accounts', () => {
  test('are two, named as the platform names them, with ids of their own for each login', () => {
    expect(instagram.accounts.map(({ id }) => id)).toEqual([truth.accountId, truth.otherAccountId]);
    const ids = instagram.accounts.flatMap((account) => {
      expect(accountRefSchema.safeParse(`instagram:${account.id}`).success).toBe(true);
      expect(account.id).toMatch(/^17841\d{12}$/);
      return [account.id, account.appScopedId, account.pageId, account.facebookUserId];
    });
    expect(new Set(ids).size).toBe(8);
  });

  test('have media of all forms, newest first, no two in a second', () => {
    const media = mediaAt(endsAt);
    expect(media.length).toBeGreaterThan(120);
    expect(media.length).toBeLessThan(180);
    expect(new Set(media.map(({ mediaType }) => mediaType)).size).toBe(3);
    const times = media.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(new Set(times).size).toBe(times.length);
    for (const { id, mediaType, productType, children } of media) {
      expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
      expect(productType).toBe(mediaType === 'VIDEO' ? 'REELS' : 'FEED');
      expect(children.length > 0).toBe(mediaType === 'CAROUSEL_ALBUM');
    }
  });

  test('tell of reels what the feed has not, and the other way round', () => {
    for (const { id, productType, isBeforeConversion } of mediaAt(endsAt)) {
      const shown = instagram.figures(id, endsAt);
      if (isBeforeConversion || shown?.views === null) continue;
      const isReel = productType === 'REELS';
      expect([shown?.follows === null, shown?.profileVisits === null]).toEqual([isReel, isReel]);
      expect(shown?.watching?.totalMs).toBe(
        isReel ? (shown?.watching?.averageMs ?? 0) * (shown?.views ?? 0) : undefined,
      );
    }
  });

  test('tell nothing but likes and comments of the first hours and from before the conversion', () => {
    const [newest] = mediaAt(endsAt);
    const createdAt = newest?.createdAt ?? endsAt;
    const early = instagram.figures(newest?.id ?? '', after(createdAt, 2 * hourMs));
    expect([early?.views, early?.reach, early?.watching]).toEqual([null, null, null]);
    expect(instagram.figures(newest?.id ?? '', after(createdAt, 3 * hourMs))?.views).not.toBe(null);
    const oldest = mediaAt(endsAt).toReversed().slice(0, truth.beforeConversionIds.length);
    expect(oldest.map(({ id }) => id)).toEqual(truth.beforeConversionIds);
    expect(oldest.length).toBeGreaterThan(0);
    for (const { id } of oldest) {
      expect(instagram.figures(id, endsAt)).toMatchObject({ views: null, reach: null });
      expect(instagram.figures(id, endsAt)?.likes).toBeGreaterThan(0);
    }
  });

  test('counters never fall, and media vanish at the moments that the truth names', () => {
    for (const { id, createdAt } of mediaAt(endsAt).slice(0, 40)) {
      const likes = [0, 1, 5, 24, 72, 720]
        .map((hours) => after(createdAt, hours * hourMs))
        .map((at) => (at <= endsAt ? (instagram.figures(id, at)?.likes ?? -1) : 1e9));
      expect(likes).toEqual(likes.toSorted((a, b) => a - b));
    }
    expect(truth.deletedMedia).toHaveLength(2);
    for (const { mediaId, at } of truth.deletedMedia) {
      expect(instagram.media(mediaId, after(at, -1))?.id).toBe(mediaId);
      expect([instagram.media(mediaId, at), instagram.figures(mediaId, at)]).toEqual([null, null]);
    }
  });

  test('unknown ids are null or empty', () => {
    expect(instagram.totals('1', endsAt)).toBe(null);
    expect(mediaAt(endsAt, '1')).toEqual([]);
    expect(instagram.day('1', '2026-05-05', endsAt)).toBe(null);
    expect(instagram.followersBy('1', 'age', endsAt)).toEqual([]);
  });
});

describe('days of the account', () => {
  const day = (name: string, at = endsAt) => instagram.day(truth.accountId, name, at);

  test('are Pacific, in winter and in summer, and told once they are over', () => {
    expect(day('2026-02-10', new Date('2026-02-11T07:59:59Z'))).toBe(null);
    expect(day('2026-02-10', new Date('2026-02-11T08:00:00Z'))?.day).toBe('2026-02-10');
    expect(day('2026-05-05', new Date('2026-05-06T06:59:59Z'))).toBe(null);
    expect(day('2026-05-05', new Date('2026-05-06T07:00:00Z'))?.day).toBe('2026-05-05');
    expect([day('2025-12-30'), day('2026-06-29'), day('2026-02-31')]).toEqual([null, null, null]);
  });

  test('add up to what the media gained', () => {
    const from = new Date('2026-05-05T07:00:00Z');
    const to = new Date('2026-05-06T07:00:00Z');
    const likesAt = (at: Date) =>
      mediaAt(to).reduce((sum, { id }) => sum + (instagram.figures(id, at)?.likes ?? 0), 0);
    expect(day('2026-05-05')?.likes).toBe(likesAt(to) - likesAt(from));
    expect(
      (instagram.totals(truth.accountId, to)?.followers ?? 0) -
        (instagram.totals(truth.accountId, from)?.followers ?? 0),
    ).toBe((day('2026-05-05')?.followed ?? 0) - (day('2026-05-05')?.unfollowed ?? 0));
  });

  test('tell of followers online now and then, of the last thirty days, with the planted peak', () => {
    const hourOf = new Intl.DateTimeFormat('en-GB', {
      timeZone: truth.timezone,
      hour: '2-digit',
      hourCycle: 'h23',
    });
    const online = Array.from({ length: 28 }, (_, index) => `2026-06-${index + 1}`)
      .map((name) => name.replace(/-(\d)$/, '-0$1'))
      .map((name) => ({ midnight: Date.parse(`${name}T07:00:00Z`), hours: day(name)?.online }));
    const told = online.flatMap(({ midnight, hours }) => (hours ? [{ midnight, hours }] : []));
    expect(told.length).toBeGreaterThan(4);
    expect(told.length).toBeLessThan(22);
    for (const { midnight, hours } of told) {
      expect(hours).toHaveLength(24);
      const peak = hours.indexOf(Math.max(...hours));
      const local = Number(hourOf.format(new Date(midnight + peak * hourMs)));
      expect(Math.abs(local - truth.onlinePeakHour)).toBeLessThanOrEqual(1);
    }
    expect(day('2026-05-05')?.online).toBe(null);
  });
});

test('followers come in groups, most first, never more than there are', () => {
  const followers = instagram.totals(truth.accountId, endsAt)?.followers ?? 0;
  for (const dimension of audienceDimensions) {
    const counts = instagram
      .followersBy(truth.accountId, dimension, endsAt)
      .map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const sum = counts.reduce((total, count) => total + count, 0);
    expect(sum).toBeLessThan(followers);
    expect(sum).toBeGreaterThan(0.4 * followers);
  }
});
