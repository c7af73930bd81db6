import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '../src/statistics/incomplete-beta.ts';
import { kendallExactPValue } from '../src/statistics/kendall-distribution.ts';
import { logBeta, logGamma } from '../src/statistics/log-gamma.ts';
import { mannWhitneyExactPValue } from '../src/statistics/mann-whitney-distribution.ts';
import { logUpperTail, upperTail } from '../src/statistics/normal-distribution.ts';
import { studentTwoSided } from '../src/statistics/student-t.ts';

const relative = (found: number, expected: number): number => Math.abs(found / expected - 1);

describe("Student's t", () => {
  it('equals 2 * scipy.stats.t.sf(t, degrees) from the middle to 1e-287', () => {
    const cases = [
      [0.1, 3, 0.9266523488008058],
      [2, 1, 0.2951672353008664],
      [12.5, 4.7, 8.733005587973772e-5],
      [40, 60, 5.755480486627368e-45],
      [1e6, 48, 2.5635828197768144e-249],
      [3, 0.5, 0.3673081559859435],
      [60, 300, 3.8795019393403863e-169],
      [80, 500, 3.9694771680580413e-287],
    ] as const;
    for (const [t, degrees, expected] of cases) {
      expect(relative(studentTwoSided(t, degrees), expected), `t ${t}`).toBeLessThan(1e-9);
      expect(studentTwoSided(-t, degrees)).toBe(studentTwoSided(t, degrees));
    }
  });

  it('is 1 at 0, 0 at infinity and falls in between', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0.5, max: 1e6, noNaN: true }),
        (t, degrees) => {
          const p = studentTwoSided(t, degrees);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1 + 1e-12);
          expect(studentTwoSided(t * 1.1 + 0.01, degrees)).toBeLessThanOrEqual(p);
        },
      ),
    );
    expect(studentTwoSided(0, 5)).toBe(1);
    expect(studentTwoSided(Number.POSITIVE_INFINITY, 5)).toBe(0);
  });
});

describe('incomplete beta and gamma', () => {
  it('equals scipy.special.betainc down to 1e-302', () => {
    const cases = [
      [0.5, 2, 3, 0.6875],
      [1e-10, 30, 0.5, 1.0257817301353307e-301],
      [0.3, 5, 5, 0.0988086599999999],
      [0.001, 100, 0.5, 5.63763950293582e-302],
    ] as const;
    for (const [x, a, b, expected] of cases) {
      expect(relative(incompleteBeta(x, 1 - x, a, b), expected), `${x}`).toBeLessThan(1e-11);
    }
  });

  it('adds to 1 with its mirror', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        (x, a, b) => {
          const sum = incompleteBeta(x, 1 - x, a, b) + incompleteBeta(1 - x, x, b, a);
          expect(Math.abs(sum - 1)).toBeLessThan(1e-10);
        },
      ),
    );
  });

  it('logarithms equal scipy.special.gammaln and betaln', () => {
    for (const [x, expected] of [
      [0.5, 0.5723649429247],
      [3.7, 1.428072326665388],
      [10, 12.801827480081469],
      [1e5, 1051287.7089736569],
    ] as const) {
      expect(relative(logGamma(x), expected)).toBeLessThan(1e-13);
    }
    expect(Math.abs(logGamma(1)) + Math.abs(logGamma(2))).toBeLessThan(1e-14);
    // scipy's betaln loses four digits here; ½ ln π − ½ ln a + 1 / (8a) − 1 / (192a³), DLMF 5.11.13
    const far = (Math.log(Math.PI) - Math.log(50_000)) / 2 + 1 / 400_000;
    expect(relative(logBeta(50_000, 0.5), far)).toBeLessThan(1e-14);
    expect(relative(logBeta(12, 3), -6.9957661563048505)).toBeLessThan(1e-13);
  });
});

describe('normal tail', () => {
  it('equals scipy.stats.norm.sf to 1e-300 and its logarithm beyond', () => {
    expect(relative(upperTail(30), 4.906713927147908e-198)).toBeLessThan(1e-11);
    expect(relative(upperTail(37), 5.7255712225239266e-300)).toBeLessThan(1e-11);
    for (const [z, expected] of [
      [-3, -0.001350809964748193],
      [0, -Math.LN2],
      [5, -15.064998393988727],
      [29.9, -451.3229124585287],
      [30.1, -457.32956441638237],
      [100, -5005.524208694205],
      [1e5, -5000000012.431865],
    ] as const) {
      expect(relative(logUpperTail(z), expected), `z ${z}`).toBeLessThan(1e-12);
    }
  });
});

describe('exact rank distributions', () => {
  it("Kendall's equals scipy.stats.kendalltau(method='exact')", () => {
    expect(kendallExactPValue(7, 3)).toBeCloseTo(0.03015873015873016, 14);
    expect(relative(kendallExactPValue(25, 0), 1.2893900568768947e-25)).toBeLessThan(1e-12);
    expect(relative(kendallExactPValue(40, 1), 9.804939513027087e-47)).toBeLessThan(1e-12);
    expect(kendallExactPValue(2, 1)).toBe(1);
  });

  it("Mann–Whitney's equals scipy.stats.mannwhitneyu(method='exact')", () => {
    expect(mannWhitneyExactPValue(5, 4, 6)).toBeCloseTo(0.17142857142857143, 14);
    expect(mannWhitneyExactPValue(28, 8, 8)).toBeCloseTo(0.7209013209013208, 13);
    expect(mannWhitneyExactPValue(3, 1, 3)).toBeCloseTo(0.5, 14);
    expect(relative(mannWhitneyExactPValue(0, 8, 400), 1.125273400526612e-16)).toBeLessThan(1e-11);
  });

  it('add up: every inversion count and every U, from both sides', () => {
    for (let u = 0; u <= 24; u += 1) {
      expect(mannWhitneyExactPValue(u, 4, 6)).toBeCloseTo(mannWhitneyExactPValue(24 - u, 6, 4), 14);
    }
    // The smallest tail of n = 6 has one order in 720.
    expect(kendallExactPValue(6, 0)).toBeCloseTo(2 / 720, 16);
    expect(kendallExactPValue(6, 15)).toBeCloseTo(2 / 720, 16);
  });
});
