import type { AnalysisAccount } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { type ComparablePosts, makeComparable } from '../src/effects/comparable-posts.ts';
import { prominences } from '../src/hours/candidates.ts';
import { curveShape, drawCurve } from '../src/hours/effect-curve.ts';
import { platformPattern } from '../src/hours/platform-pattern.ts';
import { poolSlots } from '../src/hours/random-effects.ts';
import { hourCut, weekdayCut } from '../src/hours/slot-windows.ts';
import { accountOf, asOfMs, type SyntheticAccount, syntheticPosts } from './synthetic-account.ts';

const hourCurve = (heights: Record<number, number>): Float64Array =>
  Float64Array.from({ length: 24 }, (_, hour) => heights[hour] ?? 0);

const candidates = (cut: typeof hourCut, curve: Float64Array): Record<number, number> => {
  const rises = new Float64Array(cut.slotCount);
  prominences(cut, curve, rises);
  return Object.fromEntries([...rises.entries()].filter(([, rise]) => rise > 0));
};

describe('candidates', () => {
  it('are the peaks of a closed day: 23 and 0 are neighbours', () => {
    expect(candidates(hourCut, hourCurve({ 23: 0.2, 0: 0.5, 1: 0.3 }))).toEqual({ 0: 0.5 });
    expect(candidates(hourCut, hourCurve({ 22: 0.3, 23: 0.5, 0: 0.4 }))).toEqual({ 23: 0.5 });
  });

  it('rise above the higher of their valleys by 2 % or more', () => {
    const found = candidates(hourCut, hourCurve({ 9: 0.3, 10: 0.1, 11: 0.2, 18: 0.015 }));
    expect(Object.keys(found)).toEqual(['9', '11']);
    expect(found[9]).toBeCloseTo(0.3, 12);
    expect(found[11]).toBeCloseTo(0.1, 12);
    expect(candidates(hourCut, new Float64Array(24))).toEqual({});
  });

  it('among weekdays are also the days beside a peak, down to half of its height', () => {
    const weekend = Float64Array.of(0, -0.1, 0, 0, 0.1, 0.5, 0.35);
    const found = candidates(weekdayCut, weekend);
    expect(Object.keys(found)).toEqual(['5', '6']);
    expect(found[5]).toBeCloseTo(0.6, 12);
    expect(found[6]).toBeCloseTo(0.45, 12);
  });
});

describe('the effect curve', () => {
  const variance = 0.4;
  const prior = { pattern: hourCurve({ 20: 0.3 }), betweenVariance: 0.04 };
  const shapeWith = (postsAtNine: number) =>
    curveShape(
      hourCut,
      Int32Array.from({ length: 24 }, (_, hour) => (hour === 9 ? postsAtNine : 5)),
      new Uint8Array(24).fill(1),
      variance,
      prior,
    );

  it('follows the platform where the account’s posts are few, and the account where they are many', () => {
    const weight = (posts: number) => shapeWith(posts).ownWeight[9] ?? 0;
    expect(weight(2)).toBeLessThan(0.6);
    expect(weight(40)).toBeGreaterThan(weight(2));
    expect(weight(4_000)).toBeGreaterThan(0.99);
    // One window alone: five posts an hour, weights ¾, 1, ¾.
    const noise = (variance * 5 * (1 + 2 * 0.75 ** 2)) / (5 * 2.5) ** 2;
    expect(shapeWith(5).ownWeight[9]).toBeCloseTo(0.04 / (0.04 + noise), 12);
  });

  it('is the pattern’s share where the account shows nothing, and 0 where a slot is not tried', () => {
    const tried = new Uint8Array(24).fill(1);
    tried[9] = 0;
    const shape = curveShape(hourCut, new Int32Array(24).fill(5), tried, variance, prior);
    const curve = new Float64Array(24).fill(Number.NaN);
    drawCurve(shape, new Float64Array(24).fill(1), curve);
    const own = shape.ownWeight[20] ?? 0;
    expect(curve[20]).toBeCloseTo(own / 12.5 + (1 - own) * 0.3, 12);
    expect(curve[9]).toBe(0);
  });
});

describe('slots of several accounts', () => {
  it('are pooled by DerSimonian and Laird as statsmodels does', () => {
    // statsmodels 0.13.5: combine_effects([.3,.1,.6], [.02,.01,.04], method_re='dl')
    const pooled = poolSlots(
      Float64Array.of(0.3, 0.1, 0.6),
      Float64Array.of(0.02, 0.01, 0.04),
      1,
      [0, 1],
    );
    expect(pooled.betweenVariance).toBeCloseTo(0.03357142857142858, 12);
    expect(pooled.means[0]).toBeCloseTo(0.2907173222838078, 12);
  });

  it('share one variance over all slots; an account without posts in a slot has no say in it', () => {
    // The same formulas in numpy, summed over two slots with 3 and 2 accounts.
    const pooled = poolSlots(
      Float64Array.of(0.3, -0.1, 0.1, 0.2, 0.6, 0),
      Float64Array.of(0.02, 0.05, 0.01, 0.02, 0.04, Infinity),
      2,
      [0, 1],
    );
    expect(pooled.betweenVariance).toBeCloseTo(0.028333333333333332, 12);
    expect(pooled.means[0]).toBeCloseTo(0.2865309, 6);
    expect(pooled.means[1]).toBeCloseTo(0.08552632, 7);
  });

  it('keep the variance within its bounds, and know nothing of a slot nobody uses', () => {
    const alike = poolSlots(
      Float64Array.of(0.1, 0, 0.1, 0),
      Float64Array.of(1, Infinity, 1, Infinity),
      2,
      [0.02, 1],
    );
    expect(alike.betweenVariance).toBe(0.02);
    expect(alike.precisions[1]).toBe(0);
    expect(alike.means[1]).toBe(0);
  });
});

describe('the platform’s pattern', () => {
  const window = { fromMs: 0, asOfMs };
  const comparable = (
    options: SyntheticAccount,
    change: Partial<AnalysisAccount> = {},
  ): ComparablePosts =>
    makeComparable(
      accountOf(syntheticPosts(options), { accountId: `youtube:${options.seed}`, ...change }),
      window,
      'UTC',
    );
  const evening = { days: 180, best: { hour: 19, factor: 2 } };
  const others = [1, 2, 3].map((seed) =>
    comparable({ ...evening, seed: `other ${seed}` }, { role: 'competitor' }),
  );
  const own = comparable({ seed: 'own', days: 60 });
  const peakOf = (pattern: Float64Array): number => pattern.indexOf(Math.max(...pattern));

  it('is the others’, competitors included, on their own clocks', () => {
    const { pattern, betweenVariance } = platformPattern(own, [own, ...others]).hours;
    expect(peakOf(pattern)).toBe(19);
    expect(pattern[19]).toBeGreaterThan(0.2);
    expect(betweenVariance).toBeLessThan(0.1);
  });

  it('leaves the account itself out, other platforms, and accounts with hardly a post', () => {
    const alone = [
      own,
      comparable({ ...evening, seed: 'elsewhere' }, { platform: 'tiktok' }),
      comparable({ ...evening, seed: 'small', days: 15 }),
      ...others.slice(0, 1),
    ];
    expect(platformPattern(own, alone).hours.pattern).toEqual(new Float64Array(24));
    const [first] = others;
    const withItself = platformPattern(first ?? own, others).hours;
    const withoutItself = platformPattern(first ?? own, others.slice(1)).hours;
    expect(withItself).toEqual(withoutItself);
  });

  it('trusts the account more where the others differ among themselves', () => {
    const differing = [9, 14, 20].map((hour) =>
      comparable({ days: 180, best: { hour, factor: 3 }, seed: `at ${hour}` }),
    );
    const { betweenVariance } = platformPattern(own, differing).hours;
    expect(betweenVariance).toBeGreaterThan(2 * platformPattern(own, others).hours.betweenVariance);
  });
});
