import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { averagePathLength } from '../src/isolation-forest/average-path-length.ts';
import { emptyForest } from '../src/isolation-forest/forest.ts';
import { growTrees } from '../src/isolation-forest/grow-trees.ts';
import {
  type Anomalies,
  type IsolationForestOptions,
  isolationForest,
} from '../src/isolation-forest/isolation-forest.ts';
import { createWorkerPool } from '../src/parallel/worker-pool.ts';
import { randomFor } from '../src/random/sfc32.ts';

const pools = [1, 2, 3].map((workers) => createWorkerPool(workers));
afterAll(() => {
  for (const pool of pools) pool.close();
});

function anomalies(
  points: Float64Array,
  dims: number,
  options: Partial<IsolationForestOptions> = {},
): Anomalies {
  const found = isolationForest(points, dims, { random: randomFor('seed'), ...options });
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

/** Rows around the origin; the last one is far off in the second feature. */
function withOneFarOff(rows: number, dims: number): Float64Array {
  const random = randomFor('rows', rows);
  const points = Float64Array.from({ length: rows * dims }, () => random() + random() - 1);
  points[(rows - 1) * dims + 1] = 12;
  return points;
}

describe('average path length', () => {
  it('is 0, 0, 1 for 0, 1, 2 rows and 2(ln(n − 1) + γ) − 2(n − 1)/n above', () => {
    // scikit-learn 1.2.1: _average_path_length([0, 1, 2, 5, 256, 100000])
    expect([0, 1, 2].map(averagePathLength)).toEqual([0, 0, 1]);
    expect(averagePathLength(5)).toBeCloseTo(2.327020052042847, 12);
    expect(averagePathLength(256)).toBeCloseTo(10.244770920119917, 12);
    expect(averagePathLength(100_000)).toBeCloseTo(22.180282259643523, 12);
  });
});

describe('isolation forest', () => {
  it('ranks a far-off row first and names the feature that sets it apart', () => {
    const found = anomalies(withOneFarOff(400, 4), 4);
    expect(found.scores.indexOf(Math.max(...found.scores))).toBe(399);
    expect(found.scores[399]).toBeGreaterThan(0.65);
    const credit = [...found.attribute(399)];
    expect(credit.indexOf(Math.max(...credit))).toBe(1);
    expect(credit[1]).toBeGreaterThan(3 * Math.max(...credit.filter((_, f) => f !== 1)));
  });

  it('credits features with exactly what the score says the path was shorter', () => {
    const found = anomalies(withOneFarOff(700, 3), 3);
    for (const row of [0, 17, 699]) {
      const saved = found.attribute(row).reduce((sum, value) => sum + value, 0);
      const expected = averagePathLength(256) * (1 + Math.log2(found.scores[row] ?? 0));
      expect(saved).toBeCloseTo(expected, 9);
    }
  });

  it('flags what lies strictly above the (1 − contamination) quantile of the scores', () => {
    const found = anomalies(withOneFarOff(1000, 4), 4, { contamination: 0.05 });
    expect(found.flagged.reduce((sum, flag) => sum + flag, 0)).toBe(50);
    found.scores.forEach((score, row) => {
      expect(found.flagged[row]).toBe(score > found.threshold ? 1 : 0);
    });
    expect(anomalies(withOneFarOff(1000, 4), 4, { contamination: 0.2 }).threshold).toBeLessThan(
      found.threshold,
    );
  });

  it('gives the same bytes on 1, 2 and 3 workers', () => {
    const points = withOneFarOff(12_000, 3);
    const [alone, ...others] = [undefined, ...pools].map((parallel) =>
      anomalies(points, 3, { trees: 30, ...(parallel === undefined ? {} : { parallel }) }),
    );
    for (const other of others) {
      expect(other.scores).toEqual(alone?.scores);
      expect(other.attribute(11_999)).toEqual(alone?.attribute(11_999));
    }
  });

  it('gives the same bytes for the same seed, others for another, and leaves its input alone', () => {
    const points = withOneFarOff(300, 2);
    const before = points.slice();
    const first = anomalies(points, 2);
    expect(anomalies(points, 2).scores).toEqual(first.scores);
    expect(anomalies(points, 2, { random: randomFor('other') }).scores).not.toEqual(first.scores);
    expect(points).toEqual(before);
  });

  it('sees ψ rows a tree: of 1,000 rows a path is at most 3 splits and c(8) long for ψ = 8', () => {
    const found = anomalies(withOneFarOff(1000, 2), 2, { sampleSize: 8 });
    const longest = 3 + averagePathLength(8);
    const lowest = 2 ** (-longest / averagePathLength(8));
    expect(Math.min(...found.scores)).toBeGreaterThan(lowest);
  });

  it('is not changed by shifting or scaling a column', () => {
    const lattice = fc.array(
      fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 9 })),
      {
        minLength: 3,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(
        lattice,
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -8, max: 8 }),
        (rows, shift, power) => {
          const scale = 2 ** power;
          const plain = anomalies(Float64Array.from(rows.flat()), 2, { trees: 20 });
          const moved = anomalies(
            Float64Array.from(rows.flatMap(([a, b]) => [(a + shift) * scale, b])),
            2,
            { trees: 20 },
          );
          expect(moved.scores).toEqual(plain.scores);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never splits a constant feature, which then has no part in anything', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [3, (i * 37) % 101, 1e9]);
    const found = anomalies(Float64Array.from(rows.flat()), 3);
    for (const row of [0, 50, 99]) {
      const credit = found.attribute(row);
      expect([credit[0], credit[2]]).toEqual([0, 0]);
    }
  });

  it('scores rows that are all the same ½ and flags none', () => {
    const found = anomalies(new Float64Array(500).fill(1e9), 2);
    expect(new Set(found.scores).size).toBe(1);
    expect(found.scores[0]).toBeCloseTo(0.5, 12);
    expect(found.flagged.includes(1)).toBe(false);
  });

  it('stays finite from 10⁹ views to the ends of the number range', () => {
    const values = [0, 1e9, 2e9, -1.7e308, 1.7e308, 5e-324, 1, 1, 1, 1e9];
    const { scores } = anomalies(Float64Array.from(values), 1);
    for (const score of scores) expect(score > 0 && score < 1).toBe(true);
  });

  it('leaves rows on both sides of every split, even between neighbouring numbers', () => {
    const next = 1 + Number.EPSILON;
    for (const values of [
      [1, next, 1, next],
      [5e-324, 0, 5e-324],
      [-1.7e308, 1.7e308, 0],
    ]) {
      const forest = emptyForest(Float64Array.from(values), 1, 50, 256, randomFor('splits'));
      growTrees(forest, 0, 50);
      for (let node = 0; node < forest.left.length; node += 1) {
        const left = forest.left[node] ?? -1;
        if (left === node || forest.size[node] === 0) continue;
        expect(forest.size[left]).toBeGreaterThan(0);
        expect(forest.size[left + 1]).toBeGreaterThan(0);
        expect((forest.size[left] ?? 0) + (forest.size[left + 1] ?? 0)).toBe(forest.size[node]);
      }
    }
  });

  it('answers 0, 1 and 2 rows and values that are not finite with "insufficient"', () => {
    const random = randomFor('seed');
    for (const rows of [0, 1, 2]) {
      expect(isolationForest(new Float64Array(rows * 2), 2, { random })).toEqual({
        status: 'insufficient',
        reason: 'too_few_rows',
      });
    }
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      expect(isolationForest(Float64Array.of(1, 2, 3, bad), 1, { random })).toEqual({
        status: 'insufficient',
        reason: 'not_finite',
      });
    }
    expect(anomalies(Float64Array.of(1, 2, 3), 1).scores.length).toBe(3);
  });

  it('refuses rows that do not fit and settings outside their range', () => {
    const random = randomFor('seed');
    expect(() => isolationForest(new Float64Array(7), 2, { random })).toThrow(RangeError);
    const points = new Float64Array(8);
    for (const wrong of [
      { contamination: 0 },
      { contamination: 0.6 },
      { trees: 0 },
      { sampleSize: 1.5 },
    ]) {
      expect(() => isolationForest(points, 2, { random, ...wrong })).toThrow(RangeError);
    }
  });
});
