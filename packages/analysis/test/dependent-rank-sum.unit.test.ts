import { describe, expect, it } from 'vitest';
import { rankResiduals } from '../src/effects/group-trials.ts';
import { dependentRankSum, orderedRanks } from '../src/hooks/dependent-rank-sum.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';

const autoregressive = (seed: string | number, n: number, rho: number): Float64Array => {
  const random = randomFor('ar', seed);
  let level = 0;
  return Float64Array.from({ length: n }, () => {
    level = rho * level + (random() + random() + random() - 1.5);
    return level;
  });
};
const inRuns = (seed: string | number, n: number, run: number): Uint8Array => {
  const random = randomFor('runs', seed);
  let member = 0;
  return Uint8Array.from({ length: n }, (_, i) => {
    if (i % run === 0) member = random() < 0.3 ? 1 : 0;
    return member;
  });
};

describe('rank sum of dependent series', () => {
  it('is Mann–Whitney where neighbours do not resemble each other', () => {
    const values = Float64Array.of(3, -1, 4, -1, 5, -9, 2, -6, 5, -3, 5, -8, 9, -7);
    const members = Uint8Array.of(1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0);
    const ordered = orderedRanks(rankResiduals(values));
    expect([...ordered.persistence]).toEqual([]);
    expect(dependentRankSum(ordered, members)).toBeCloseTo(
      mannWhitney(values, members, 'asymptotic')?.pValue ?? -1,
      12,
    );
  });

  it('holds its level where good weeks and forms both come in runs, which the plain test does not', () => {
    const trials = 300;
    let plain = 0;
    let dependent = 0;
    for (let i = 0; i < trials; i += 1) {
      const values = autoregressive(i, 200, 0.7);
      const members = inRuns(i, 200, 8);
      plain += (mannWhitney(values, members)?.pValue ?? 1) <= 0.05 ? 1 : 0;
      dependent += dependentRankSum(orderedRanks(rankResiduals(values)), members) <= 0.05 ? 1 : 0;
    }
    expect(plain / trials).toBeGreaterThan(0.15);
    expect(dependent / trials).toBeLessThan(0.1);
  });

  it('of nothing that varies is 1', () => {
    const flat = orderedRanks(rankResiduals(new Float64Array(20)));
    expect(dependentRankSum(flat, inRuns(1, 20, 1))).toBe(1);
    const some = orderedRanks(rankResiduals(autoregressive(1, 20, 0)));
    expect(dependentRankSum(some, new Uint8Array(20))).toBe(1);
    expect(dependentRankSum(some, new Uint8Array(20).fill(1))).toBe(1);
  });
});
