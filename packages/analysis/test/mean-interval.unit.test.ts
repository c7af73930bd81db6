import { describe, expect, it } from 'vitest';
import { meanInterval } from '../src/random/block-bootstrap.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { studentQuantile } from '../src/statistics/student-t.ts';

describe('interval of a mean in time order', () => {
  it('covers a mean of 0 in 19 of 20 short series, dependent or not', () => {
    for (const persistence of [0, 0.4]) {
      const random = randomFor('coverage', persistence);
      const normal = () =>
        Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      let covered = 0;
      const trials = 600;
      for (let trial = 0; trial < trials; trial += 1) {
        let level = normal();
        const values = Float64Array.from({ length: 18 }, () => {
          level = persistence * level + Math.sqrt(1 - persistence ** 2) * normal();
          return level;
        });
        const [low, high] = meanInterval(values, 300, random);
        covered += low <= 0 && high >= 0 ? 1 : 0;
      }
      // Dependence that 18 values cannot show is not in the interval.
      expect(covered / trials).toBeGreaterThan(persistence === 0 ? 0.92 : 0.83);
      expect(covered / trials).toBeLessThan(0.985);
    }
  });

  it('of one value, or of equal ones, has no width', () => {
    expect(meanInterval(Float64Array.of(3), 100, randomFor('one'))).toEqual([3, 3]);
    expect(meanInterval(new Float64Array(9).fill(2), 100, randomFor('equal'))).toEqual([2, 2]);
  });
});

describe("Student's quantile", () => {
  it("equals scipy's t.ppf", () => {
    // scipy.stats.t.ppf(0.975, [1, 2.5, 10, 200]), t.ppf(0.5, 3)
    const expected = [
      12.706204736432095, 3.5746548420118773, 2.228138851964939, 1.9718962236316089,
    ];
    [1, 2.5, 10, 200].forEach((degrees, i) => {
      expect(studentQuantile(0.975, degrees)).toBeCloseTo(expected[i] ?? 0, 9);
    });
    expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 9);
  });
});
