import type { AnalysisInput, AnalysisPost, ObservedMetrics, Ranking } from '@viral-scan/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../src/random/sfc32.ts';
import { growthExponent } from '../src/ranking/growth-exponent.ts';
import { rankPosts } from '../src/ranking/rank-posts.ts';
import { toldPercentile } from '../src/ranking/told-percentile.ts';
import {
  accountOf,
  asOfMs,
  barePost,
  inputOf,
  moment,
  syntheticPosts,
} from './synthetic-account.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const year = { sinceMs: asOfMs - 365 * dayMs, maxPosts: 1_000 };

type Counters = Partial<Omit<ObservedMetrics, 'capturedAtMs'>>;

/** A post read once, at the end. */
const seenOnce = (postId: string, ageHours: number, counters: Counters): AnalysisPost =>
  barePost({
    postId,
    publishedAtMs: asOfMs - ageHours * hourMs,
    snapshots: [moment({ capturedAtMs: asOfMs, ...counters })],
  });

const rankingInput = (
  posts: readonly AnalysisPost[],
  known: Parameters<typeof accountOf>[1] = {},
): AnalysisInput => {
  const inTime = posts.toSorted(
    (a, b) => a.publishedAtMs - b.publishedAtMs || (a.postId < b.postId ? -1 : 1),
  );
  return inputOf([accountOf(inTime, known)], { fromMs: asOfMs - 365 * dayMs });
};

const standOf = ({ ranked }: Ranking, id: string) => ranked.find(({ postId }) => postId === id);

/** Posts a day apart, each read at every full day of its first four; equal ages, that is. */
const daily = (views: readonly number[]): AnalysisPost[] =>
  views.map((amount, i) => {
    const publishedAtMs = asOfMs - (views.length - i + 4) * dayMs;
    return barePost({
      postId: `d${i}`,
      publishedAtMs,
      snapshots: [1, 2, 3, 4].map((day) =>
        moment({ capturedAtMs: publishedAtMs + day * dayMs, views: amount, likes: 1 }),
      ),
    });
  });

describe('a ranking at equal age', () => {
  it('is the mid-rank among the posts of the account', () => {
    const views = [300, 100, 200, 200, 500, 400, 900, 800, 700, 600];
    const { ranked } = rankPosts(rankingInput(daily(views)), year);
    // scipy 1.17.1: stats.percentileofscore(views, v, kind='mean')
    expect(ranked.map(({ postId, percentile }) => [postId, percentile])).toEqual([
      ['d6', 95],
      ['d7', 85],
      ['d8', 75],
      ['d9', 65],
      ['d4', 55],
      ['d5', 45],
      ['d0', 35],
      ['d3', 20],
      ['d2', 20],
      ['d1', 5],
    ]);
    expect(new Set(ranked.map(({ comparison }) => comparison))).toEqual(new Set(['equal_age']));
    expect(ranked.every(({ compared }) => compared === 10)).toBe(true);
  });

  it('takes all stored posts as its base and names the newest of those asked for', () => {
    const views = Array.from({ length: 60 }, (_, i) => 100 + i);
    const ranking = rankPosts(rankingInput(daily(views)), {
      sinceMs: asOfMs - 14 * dayMs,
      maxPosts: 3,
    });
    expect(ranking.postIds).toEqual(['d59', 'd58', 'd57']);
    expect(ranking.ranked).toMatchObject([
      { postId: 'd59', percentile: 99.17, compared: 60 },
      { postId: 'd58', percentile: 97.5 },
      { postId: 'd57', percentile: 95.83 },
    ]);
  });

  it('tells the counters of the latest reading and what their rate is of', () => {
    const posts = daily(Array.from({ length: 10 }, (_, i) => 100 + i));
    const [first] = posts;
    const counters = { views: 400, likes: 30, comments: 6, shares: null, saves: 4, reach: 200 };
    const later = moment({ capturedAtMs: asOfMs, ...counters });
    const unseen = moment({ capturedAtMs: asOfMs + 1, views: 9e9 });
    if (first === undefined) throw new Error('there is no post');
    posts[0] = { ...first, snapshots: [...first.snapshots, later, unseen] };
    expect(standOf(rankPosts(rankingInput(posts), year), 'd0')).toMatchObject({
      metrics: counters,
      engagementRate: { rate: 0.1, denominator: 'views' },
    });
    const seen = rankPosts(rankingInput(posts, { role: 'competitor' }), year);
    expect(standOf(seen, 'd0')?.metrics).toEqual({ ...counters, reach: null });
  });

  it('rates engagements by followers where neither views nor reach are known', () => {
    const posts = Array.from({ length: 12 }, (_, i) =>
      seenOnce(`p${i}`, 800 + i, { likes: 5 + i }),
    );
    const ranking = rankPosts(rankingInput(posts, { followers: 50 }), year);
    expect(standOf(ranking, 'p5')).toMatchObject({
      engagementRate: { rate: 0.2, denominator: 'followers' },
      comparison: 'equal_age',
    });
    const unknown = rankPosts(rankingInput(posts), year);
    expect(standOf(unknown, 'p5')?.engagementRate).toEqual({ rate: null, denominator: null });
  });
});

/**
 * Eight growing posts and fourteen older ones, each read once. Percentiles of the residuals of
 * log(1 + views) on log(min(age, 168 h)) by scipy 1.17.1:
 *   s = stats.theilslopes(Y, X).slope; r = Y - s * X  # s = 0.5883532264498934
 *   [stats.percentileofscore(r, v, kind='mean') for v in r]
 */
const young = [
  [5, 210, 2.27],
  [9, 390, 15.91],
  [20, 900, 70.45],
  [30, 6_400, 97.73],
  [44, 1_500, 75],
  [61, 1_300, 29.55],
  [90, 2_600, 93.18],
  [130, 2_100, 38.64],
] as const;
const old = Array.from({ length: 14 }, (_, i) => [200 + 150 * i, 2_000 + ((i * i * 389) % 1_900)]);
const firstRead = (): AnalysisPost[] =>
  [...young, ...old].map(([age = 0, views], i) => seenOnce(`p${i}`, age, { views: views ?? null }));

describe('a ranking by age', () => {
  it('of an account read for the first time is that of scipy', () => {
    const ranking = rankPosts(rankingInput(firstRead()), year);
    young.forEach(([, , percentile], i) => {
      expect(standOf(ranking, `p${i}`)).toMatchObject({
        percentile,
        comparison: 'age_adjusted',
        compared: 22,
      });
    });
  });

  it('is for posts alone that were not seen at the age of the others', () => {
    const ranking = rankPosts(rankingInput(firstRead()), year);
    // Those of 30 days and more, among themselves.
    const settled = old.filter(([age = 0]) => age >= 720).length;
    const atEqualAge = ranking.ranked.filter(({ comparison }) => comparison === 'equal_age');
    expect(atEqualAge).toHaveLength(settled);
    expect(atEqualAge.every(({ compared }) => compared === settled)).toBe(true);
    expect(ranking.ranked).toHaveLength(22);
  });

  it('puts young posts of an ordinary account in the middle, not at the end', () => {
    const percentiles: number[] = [];
    for (let seed = 0; seed < 20; seed += 1) {
      const posts = syntheticPosts({ seed, days: 200, postsPerDay: 2, snapshots: 'last' });
      const { ranked } = rankPosts(rankingInput(posts), {
        sinceMs: asOfMs - dayMs,
        maxPosts: 50,
      });
      expect(ranked.every(({ comparison }) => comparison === 'age_adjusted')).toBe(true);
      percentiles.push(...ranked.map(({ percentile }) => percentile));
    }
    const mean = percentiles.reduce((sum, each) => sum + each, 0) / percentiles.length;
    expect(percentiles.length).toBeGreaterThan(20);
    expect(mean).toBeGreaterThan(40);
    expect(mean).toBeLessThan(60);
  });

  it('learns from very many posts what it learns from all of them', () => {
    const random = randomFor('growth', 1);
    const logAges = Float64Array.from({ length: 9_000 }, (_, i) => (i < 3_000 ? i / 600 : 5));
    const logs = logAges.map((x) => 2 + 0.6 * x + 2 * (random() - 0.5));
    expect(growthExponent(logAges, logs)).toBeCloseTo(0.6, 1);
    expect(growthExponent(logAges.toReversed(), logs.toReversed())).toBe(
      growthExponent(logAges, logs),
    );
    // Every pair of 9,000 would be 40 million slopes.
    const startedAt = performance.now();
    growthExponent(logAges, logs);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  });

  it('puts a single young post above the others only when it has more already', () => {
    const settled = Array.from({ length: 20 }, (_, i) =>
      seenOnce(`s${i}`, 300 + i, { views: 1_000 + i }),
    );
    const withNew = (views: number) =>
      standOf(rankPosts(rankingInput([...settled, seenOnce('new', 3, { views })]), year), 'new');
    expect(withNew(5_000)).toMatchObject({ percentile: 97.62, comparison: 'age_adjusted' });
    expect(withNew(300)?.percentile).toBe(50);
    expect(withNew(1)?.percentile).toBe(2.38);
  });

  it('compares engagements where views are unknown, and never with views', () => {
    const viewed = Array.from({ length: 11 }, (_, i) =>
      seenOnce(`v${i}`, 2 + 3 * i, { views: 1_000 * (i + 1), likes: 5 }),
    );
    const liked = Array.from({ length: 12 }, (_, i) => seenOnce(`l${i}`, 4, { likes: 1 + i }));
    const ranking = rankPosts(rankingInput([...viewed, ...liked]), year);
    expect(standOf(ranking, 'l11')).toMatchObject({ percentile: 95.83, compared: 12 });
    expect(standOf(ranking, 'v0')).toMatchObject({ compared: 11 });
  });

  it.each([
    ['fewer than ten others', [...old.slice(0, 8), [3, 100]]],
    ['a median of zero', [...old.map(([age]) => [age, 0]), [3, 100]]],
    ['no counters', [...old, [3, null]]],
    ['a reading within its first six minutes', [...old, [0.05, 100]]],
  ])('is not made of a post with %s, which is named all the same', (_, looks) => {
    const posts = looks.map(([age, views], i) =>
      seenOnce(`p${i}`, age ?? 0, { views: views ?? null }),
    );
    const ranking = rankPosts(rankingInput(posts), year);
    expect(ranking.postIds[0]).toBe(`p${looks.length - 1}`);
    expect(standOf(ranking, `p${looks.length - 1}`)).toBeUndefined();
  });
});

describe('a ranking', () => {
  it('of no account, or of one without posts, is empty', () => {
    expect(rankPosts(inputOf([]), year)).toEqual({ postIds: [], ranked: [] });
    expect(rankPosts(inputOf([accountOf([])]), year)).toEqual({ postIds: [], ranked: [] });
  });

  it('tells percentiles on their own side of every whole number', () => {
    expect(toldPercentile(99.004)).toBe(99.01);
    expect(toldPercentile(98.996)).toBe(98.99);
    expect(toldPercentile(99)).toBe(99);
    expect(toldPercentile(99.999)).toBe(99.99);
    expect(toldPercentile(0.001)).toBe(0.01);
    expect(toldPercentile((100 * 59.5) / 60)).toBe(99.17);
  });

  const count = fc.option(fc.nat({ max: 2_000_000 }), { freq: 6, nil: null });
  const rawPost = fc.record({
    ageHours: fc.oneof(
      fc.double({ min: 0, max: 12, noNaN: true }),
      fc.constantFrom(24, 48, 50, 72, 200, 800, 4_000),
    ),
    looks: fc.array(
      fc.record({ share: fc.constantFrom(0.1, 0.5, 0.9, 1, 1.1), views: count, likes: count }),
      { maxLength: 3 },
    ),
  });
  const account = fc.array(rawPost, { maxLength: 40 }).map((raws) =>
    raws.map(({ ageHours, looks }, i) => {
      const publishedAtMs = Math.round(asOfMs - ageHours * hourMs);
      const snapshots = looks
        .toSorted((a, b) => a.share - b.share)
        .map(({ share, ...counters }) =>
          moment({ ...counters, capturedAtMs: publishedAtMs + share * ageHours * hourMs }),
        );
      return barePost({ postId: `p${i}`, publishedAtMs, snapshots });
    }),
  );

  it('of any account is sound: in order, within 0 to 100, without duplicates', () => {
    fc.assert(
      fc.property(account, fc.integer({ min: 1, max: 20 }), (posts, maxPosts) => {
        const wish = { sinceMs: asOfMs - 100 * hourMs, maxPosts };
        const { postIds, ranked } = rankPosts(rankingInput(posts), wish);
        const asked = posts
          .filter(({ publishedAtMs }) => publishedAtMs > wish.sinceMs)
          .map(({ publishedAtMs }) => publishedAtMs);
        const times = postIds.map((id) => posts.find((post) => post.postId === id)?.publishedAtMs);
        expect(times).toEqual(asked.sort((a, b) => b - a).slice(0, maxPosts));
        expect(new Set(postIds).size).toBe(postIds.length);
        let before = 100;
        for (const { postId, percentile, compared, engagementRate } of ranked) {
          expect(postIds).toContain(postId);
          expect(percentile).toBeGreaterThan(0);
          expect(percentile).toBeLessThanOrEqual(before);
          expect(compared).toBeGreaterThanOrEqual(10);
          expect(engagementRate.rate ?? 0).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(engagementRate.rate ?? 0)).toBe(true);
          before = percentile;
        }
      }),
    );
  });

  it('does not depend on the order of the posts', () => {
    fc.assert(
      fc.property(account, fc.infiniteStream(fc.nat()), (posts, keys) => {
        const shuffled = posts
          .map((post) => ({ post, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ post }) => post);
        const input = rankingInput(posts);
        const mixed = { ...input, accounts: [accountOf(shuffled)] };
        expect(rankPosts(mixed, year)).toEqual(rankPosts(input, year));
      }),
      { numRuns: 60 },
    );
  });

  it('stands no lower for more views at the same age', () => {
    const ages = fc.constantFrom(2, 10, 40, 400);
    const pairs = fc.array(fc.tuple(ages, fc.nat({ max: 9_000 })), {
      minLength: 12,
      maxLength: 40,
    });
    fc.assert(
      fc.property(pairs, (looks) => {
        const posts = looks.map(([age, views], i) => seenOnce(`p${i}`, age, { views }));
        const { ranked } = rankPosts(rankingInput(posts), year);
        const known = ranked.map((stand) => {
          const [age = 0, views = 0] = looks[Number(stand.postId.slice(1))] ?? [];
          return { ...stand, age, views };
        });
        for (const a of known) {
          for (const b of known) {
            if (a.age !== b.age || a.views < b.views || a.comparison !== b.comparison) continue;
            expect(a.percentile).toBeGreaterThanOrEqual(b.percentile);
          }
        }
      }),
    );
  });
});
