import { IsolationForest, type TreeNode } from 'ml-isolation-forest';
import { describe, expect, it } from 'vitest';
import { averagePathLength } from '../src/isolation-forest/average-path-length.ts';
import { isolationForest } from '../src/isolation-forest/isolation-forest.ts';
import { randomFor } from '../src/random/sfc32.ts';

/** Why `ml-isolation-forest` 0.1.0 is not used: what it gets wrong, and ours beside it. */
const rowsIn = (node: TreeNode): number =>
  node.left === undefined || node.right === undefined
    ? (node.trainingSet?.length ?? 0)
    : rowsIn(node.left) + rowsIn(node.right);

const trained = (rows: number[][]): IsolationForest => {
  const forest = new IsolationForest({ nEstimators: 10 });
  forest.train(rows);
  return forest;
};
const someRows = (count: number): number[][] =>
  Array.from({ length: count }, (_, i) => [(i * 7919) % 1009, (i * 104_729) % 997]);

describe('counterexample: ml-isolation-forest', () => {
  it('never takes a sample: every tree holds all rows, cut at ⌈log2 of all⌉, not of 256', () => {
    const { forest } = trained(someRows(1000));
    for (const tree of forest) {
      expect(rowsIn(tree)).toBe(1000);
      expect(tree.maxDepth).toBe(10);
    }
  });

  it('has c(n) = 2 ln(n − 1) + γ − 2(n − 1)/n, where γ too is to be doubled', () => {
    // Equal rows cannot be told apart, so every path has the same known length and the score
    // shows c(n).
    const rows = Array.from({ length: 64 }, () => [5]);
    const [score] = trained(rows).predict([[5]]);
    const depth = 7; // every split leaves all rows on one side, down to ⌈log2 64⌉ + 1
    const wrong = 2 * Math.log(63) + 0.57721 - (2 * 63) / 64;
    expect(score).toBeCloseTo(2 ** (-(depth + wrong) / wrong), 12);
    expect(averagePathLength(64) - wrong).toBeCloseTo(0.57722, 4);
    const found = isolationForest(new Float64Array(64).fill(5), 1, { random: randomFor('a') });
    expect(found.status === 'sufficient' && found.scores[0]).toBeCloseTo(0.5, 12);
  });

  it('splits constant features: equal rows end far below the score ½ that the paper gives them', () => {
    const [score] = trained(Array.from({ length: 64 }, () => [5])).predict([[5]]);
    expect(score).toBeLessThan(0.25);
  });

  it('answers NaN for one row', () => {
    expect(trained([[1, 2]]).predict([[1, 2]])).toEqual([Number.NaN]);
    expect(isolationForest(Float64Array.of(1, 2), 2, { random: randomFor('a') })).toEqual({
      status: 'insufficient',
      reason: 'too_few_rows',
    });
  });

  it('has no seed: it takes Math.random, and so no report could be made again', () => {
    const original = Math.random;
    let calls = 0;
    Math.random = () => {
      calls += 1;
      return original();
    };
    try {
      trained(someRows(50));
    } finally {
      Math.random = original;
    }
    expect(calls).toBeGreaterThan(0);
  });
});
