import type { AnalysisPost, ObservedMetrics } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { views } from '../src/engagement/engagements.ts';
import {
  extrapolateGrowth,
  fitGrowth,
  type GrowthRow,
  predictGrowth,
} from '../src/growth/growth-model.ts';
import { growthRow } from '../src/growth/growth-row.ts';
import { randomFor } from '../src/random/sfc32.ts';

const onward = Math.log(168 / 72);
const between = Math.log(72 / 36);

/** Posts whose growth slows down: `slowing` of the exponent e holds after 72 h, less for fast ones. */
const slowing = (e: number): number => (e < 0.6 ? 0.9 * e : 0.54 + 0.4 * (e - 0.6));

function plantedRows(seed: string, count: number, noise = 0.1): GrowthRow[] {
  const random = randomFor('growth', seed);
  return Array.from({ length: count }, () => {
    const early = Math.exp(6 + 8 * random());
    const exponent = 0.1 + 1.4 * random();
    const late = early * Math.exp(exponent * between);
    const off = noise * (random() + random() + random() - 1.5);
    return { early, late, settled: late * Math.exp(slowing(exponent) * onward + off) };
  });
}

const missOf = (rows: readonly GrowthRow[], expected: (row: GrowthRow) => number | null) =>
  rows.reduce(
    (sum, row) => sum + Math.abs(Math.log(expected(row) ?? 0) - Math.log(row.settled)),
    0,
  ) / rows.length;

describe('growth of a post', () => {
  it('that slows down as planted is expected within a few per cent on unseen posts', () => {
    const model = fitGrowth(plantedRows('learn', 400));
    if (model === null) throw new Error('no model');
    expect(model.posts).toBe(400);
    const exact = plantedRows('unseen', 200, 0);
    const miss = missOf(exact, ({ early, late }) => predictGrowth(model, early, late));
    expect(miss).toBeLessThan(0.02);
    expect(miss).toBeLessThan(
      0.2 * missOf(exact, ({ early, late }) => extrapolateGrowth(early, late)),
    );
  });

  it('is not bent by a few hits that exploded late', () => {
    const rows = plantedRows('hits', 300).map((row, i) =>
      i % 30 === 0 ? { ...row, settled: row.settled * 50 } : row,
    );
    const model = fitGrowth(rows);
    if (model === null) throw new Error('no model');
    const exact = plantedRows('unseen', 200, 0);
    expect(missOf(exact, ({ early, late }) => predictGrowth(model, early, late))).toBeLessThan(
      0.06,
    );
  });

  it('never ends below what was seen, and stays within the growth learnt on', () => {
    const model = fitGrowth(plantedRows('bounds', 200));
    if (model === null) throw new Error('no model');
    for (const [early, late] of [
      [0, 0],
      [1, 1],
      [1_000, 900],
      [1_000_000_000, 1_000_000_000],
      [0, 1_000_000_000],
    ] as const) {
      const expected = predictGrowth(model, early, late) ?? -1;
      expect(expected).toBeGreaterThanOrEqual(late - 1e-6 * late);
      expect(expected).toBeLessThan((late + 1) * 3.5);
    }
  });

  it('of a post larger or smaller than any learnt on is as that of the largest or smallest', () => {
    const rows = plantedRows('sizes', 200).map((row) => ({
      ...row,
      // Large posts grow less.
      settled: row.late * (row.settled / row.late) ** (8 / Math.log1p(row.late)),
    }));
    const model = fitGrowth(rows);
    if (model === null) throw new Error('no model');
    const factor = (late: number): number =>
      Math.log1p(predictGrowth(model, (late + 1) / 1.5 - 1, late) ?? 0) - Math.log1p(late);
    const sizes = rows.map(({ late }) => late).sort((a, b) => a - b);
    const [smallest = 0, largest = 0] = [sizes[0], sizes.at(-1)];
    expect(factor(1e12)).toBeCloseTo(factor(largest), 9);
    expect(factor(10)).toBeCloseTo(factor(smallest), 9);
    expect(factor(smallest)).toBeGreaterThan(factor(largest) + 0.05);
  });

  it('of counts that are none is unknown, and such rows teach nothing', () => {
    const rows = plantedRows('rows', 100);
    const model = fitGrowth(rows);
    if (model === null) throw new Error('no model');
    for (const bad of [Number.NaN, Infinity, -1]) {
      expect(predictGrowth(model, bad, 10)).toBeNull();
      expect(predictGrowth(model, 10, bad)).toBeNull();
      expect(extrapolateGrowth(10, bad)).toBeNull();
    }
    const dirty = [...rows, { early: Number.NaN, late: 1, settled: 1 }];
    expect(fitGrowth(dirty)).toEqual(model);
  });

  it('is not learnt from fewer than 50 posts, nor for ages that do not ascend', () => {
    expect(fitGrowth([])).toBeNull();
    expect(fitGrowth(plantedRows('few', 49))).toBeNull();
    const rows = plantedRows('ages', 60);
    expect(fitGrowth(rows, { earlyHours: 72, lateHours: 36, settledHours: 168 })).toBeNull();
    expect(fitGrowth(rows, { earlyHours: 0, lateHours: 36, settledHours: 168 })).toBeNull();
    expect(fitGrowth(rows, { earlyHours: 24, lateHours: 36, settledHours: 36 })).toBeNull();
  });

  it('of posts that are all the same is what they did', () => {
    const rows = Array.from({ length: 60 }, () => ({ early: 100, late: 200, settled: 300 }));
    const model = fitGrowth(rows);
    expect(model && predictGrowth(model, 100, 200)).toBeCloseTo(300, 6);
    const still = fitGrowth(rows.map(() => ({ early: 0, late: 0, settled: 0 })));
    expect(still && predictGrowth(still, 0, 0)).toBe(0);
  });

  it('goes on by its exponent where nothing is learnt', () => {
    // 99 → 199 doubles 1 + count from 36 to 72 h; exponent 1, so it grows with age to 168 h.
    expect(extrapolateGrowth(99, 199)).toBeCloseTo((200 * 168) / 72 - 1, 9);
    expect(extrapolateGrowth(200, 100)).toBeCloseTo(100, 9);
  });
});

describe('what a post had at three ages', () => {
  const hourMs = 3_600_000;
  const seen = (ageHours: number, count: number): ObservedMetrics => ({
    capturedAtMs: ageHours * hourMs,
    views: count,
    likes: null,
    comments: null,
    shares: null,
    saves: null,
    reach: null,
  });
  const postOf = (snapshots: readonly ObservedMetrics[]): AnalysisPost => ({
    postId: 'p',
    publishedAtMs: 0,
    caption: null,
    type: 'video',
    durationSeconds: null,
    language: null,
    url: null,
    tags: [],
    sound: null,
    retention: null,
    snapshots,
  });

  it('is interpolated in logs between snapshots, and read where one is at the age', () => {
    const row = growthRow(postOf([seen(18, 99), seen(72, 399), seen(288, 1_599)]), views, Infinity);
    // 1 + views doubles as age does: 200 at 36 h; from 72 to 288 h too, 400 · 168 / 72 at 168 h.
    expect(row?.early).toBeCloseTo(199, 9);
    expect(row?.late).toBe(399);
    expect(row?.settled).toBeCloseTo((400 * 168) / 72 - 1, 9);
  });

  it('is unknown where an age lies outside the snapshots, or only near one', () => {
    expect(growthRow(postOf([seen(37, 99), seen(200, 399)]), views, Infinity)).toBeNull();
    expect(growthRow(postOf([seen(30, 99), seen(160, 399)]), views, Infinity)).toBeNull();
    expect(growthRow(postOf([]), views, Infinity)).toBeNull();
    const known = postOf([seen(30, 99), seen(80, 150), seen(200, 399)]);
    expect(growthRow(known, views, Infinity)).not.toBeNull();
    expect(growthRow(known, views, 199 * hourMs)).toBeNull();
  });
});
