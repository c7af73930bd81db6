import type { AnalysisPost, RetentionCurve } from '@viral-scan/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/index.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { curveLength, dropOffRate, lossByPart, shareAt } from '../src/retention/retention-curve.ts';
import { medianInterval } from '../src/statistics/median-interval.ts';
import { accountOf, asOfMs, barePost, inputOf } from './synthetic-account.ts';

const dayMs = 86_400_000;

/** 60 seconds, one point a second: half gone smoothly, and `cliff` more at a second. */
const curve = (cliffAt: number | null, cliff: number, wobble = 0): RetentionCurve => ({
  seconds: Array.from({ length: 61 }, (_, second) => second),
  shares: Array.from({ length: 61 }, (_, second) => {
    const smooth = Math.exp(-second / 90) + (wobble * (second % 7)) / 700;
    return cliffAt !== null && second > cliffAt ? smooth - cliff : smooth;
  }),
});

const post = (i: number, retention: RetentionCurve | null): AnalysisPost =>
  barePost({
    postId: `p${i}`,
    publishedAtMs: asOfMs - (i + 1) * dayMs,
    durationSeconds: 60,
    retention,
  });

const weaknesses = (posts: readonly AnalysisPost[]) => {
  const sorted = posts.toSorted((a, b) => a.publishedAtMs - b.publishedAtMs);
  const body = analyze(inputOf([accountOf(sorted)]), { permutations: 10 });
  return { ...body.content_weaknesses, evidence: body.evidence.drop_offs };
};

describe('drop-offs', () => {
  const smooth = (count: number) =>
    Array.from({ length: count }, (_, i) => post(i, curve(null, 0, i % 3)));

  it('are the seconds at which posts fall beyond the account’s norm', () => {
    const found = weaknesses([
      ...smooth(20),
      post(20, curve(23, 0.2)),
      post(21, curve(24, 0.3)),
      post(22, curve(41, 0.1)),
    ]);
    expect(found.drop_offs[0]).toMatchObject({ account_id: 'youtube:UC1', posts: 23, ci_95: null });
    expect(found.drop_offs[0]?.by_post.map(({ post_id }) => post_id)).toEqual([
      'p21',
      'p20',
      'p22',
    ]);
    const seconds = found.drop_offs[0]?.by_post.map(({ second }) => second) ?? [];
    expect(Math.abs((seconds[0] ?? 0) - 24.5)).toBeLessThan(0.8);
    expect(Math.abs((seconds[1] ?? 0) - 23.5)).toBeLessThan(0.8);
    expect(Math.abs((seconds[2] ?? 0) - 41.5)).toBeLessThan(0.8);
    expect(found.drop_off_sec).toBe(found.drop_offs[0]?.drop_off_sec);
    expect(found.evidence.status).toBe('sufficient');
  });

  it('are none where all posts lose viewers alike, and that is said', () => {
    const found = weaknesses(smooth(12));
    expect(found.drop_offs[0]).toMatchObject({ drop_off_sec: null, by_post: [] });
    expect(found.evidence.reason).toBe("0 of 12 posts lose viewers beyond the account's norm");
  });

  it('are not made of ordinary unevenness: a loss must lie three robust deviations off', () => {
    const random = randomFor('uneven');
    const uneven = Array.from({ length: 40 }, (_, i) =>
      post(i, {
        seconds: Array.from({ length: 61 }, (_point, second) => second),
        shares: Array.from(
          { length: 61 },
          (_point, second) => Math.exp(-second / 90) + 0.03 * (random() - 0.5),
        ),
      }),
    );
    expect(weaknesses(uneven).drop_offs[0]?.by_post.length).toBeLessThanOrEqual(4);
  });

  it('need eight curves, and are not offered without any', () => {
    expect(weaknesses(smooth(7)).evidence).toMatchObject({
      status: 'insufficient',
      reason: 'not enough retention curves: 7 of 8',
    });
    expect(weaknesses([post(0, null)]).evidence.status).toBe('not_offered');
  });

  it('are not waited for where a platform has no curves', () => {
    const silent = {
      ...accountOf([post(0, null)]),
      accountId: 'threads:1',
      name: 'Silent',
      notOffered: { retention: 'not offered by Threads' },
    };
    const told = accountOf(smooth(7).toSorted((a, b) => a.publishedAtMs - b.publishedAtMs));
    const { evidence } = analyze(inputOf([told, silent]), { permutations: 10 });
    expect(evidence.drop_offs.reason).toMatch(/curves: 7 of 8; Silent: not offered by Threads$/);
  });
});

describe('retention curve', () => {
  it('is straight between points, flat after the last, and from 1 before the first', () => {
    const given = { seconds: [10, 20], shares: [0.8, 0.4] };
    expect([0, 5, 10, 15, 20, 99].map((second) => shareAt(given, second))).toEqual([
      1,
      0.9,
      0.8,
      expect.closeTo(0.6, 12),
      0.4,
      0.4,
    ]);
    expect(curveLength(given, 30)).toBe(30);
    expect(curveLength({ seconds: [0], shares: [1] }, 30)).toBeNull();
    expect(curveLength({ seconds: [], shares: [] }, 30)).toBeNull();
  });

  it('losses of all parts add up to the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1.5, noNaN: true }), { minLength: 2, maxLength: 50 }),
        (shares) => {
          const given = { seconds: shares.map((_, i) => i), shares };
          const sum = lossByPart(given, shares.length - 1, 40).reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo((shares[0] ?? 0) - (shares.at(-1) ?? 0), 9);
          const rate = dropOffRate(given, shares.length - 1);
          expect(rate).toBeGreaterThanOrEqual(0);
          expect(rate).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('interval of a median', () => {
  it('is that of the order statistics of the sign test', () => {
    // R: DescTools::MedianCI(1:10, method = 'exact') is [2, 9]; six values give the range.
    const to = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);
    expect(medianInterval(to(10))).toEqual({ median: 5.5, interval: [2, 9] });
    expect(medianInterval(to(6))?.interval).toEqual([1, 6]);
    expect(medianInterval(to(5))?.interval).toBeNull();
    expect(medianInterval(to(0))).toBeNull();
    expect(medianInterval(to(5_000))?.interval?.[0]).toBe(2_431);
  });
});
