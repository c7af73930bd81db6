import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureAccuracy, scoreExpectations } from '../src/accuracy/accuracy-section.ts';
import { solvePositive } from '../src/accuracy/cholesky.ts';
import { fitHuberRidge } from '../src/accuracy/huber-ridge.ts';
import { fadingMeanBefore, meanBefore } from '../src/accuracy/past-levels.ts';
import { expectationFeatures } from '../src/accuracy/post-features.ts';
import { scorePredictions } from '../src/accuracy/prediction-score.ts';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { accountOf, asOfMs, type SyntheticAccount, syntheticPosts } from './synthetic-account.ts';

const window = { fromMs: 0, asOfMs };
const comparable = (options: SyntheticAccount) =>
  makeComparable(accountOf(syntheticPosts(options)), window, 'UTC');
const score = (options: SyntheticAccount) =>
  scoreExpectations(comparable(options), randomFor('accuracy'));

describe('accuracy', () => {
  it('is better than the trailing mean where type and hour tell what to expect', () => {
    const found = score({ seed: 3, days: 200, sigma: 0.3, typesByHour: true });
    expect(found?.gain_mae_ln).toBeGreaterThan(0.05);
    expect(found?.gain_ci_95[0]).toBeGreaterThan(0);
    expect(found?.model.within_2x).toBeGreaterThan(found?.trailing_mean.within_2x ?? 1);
    // 80 % of the posts, less the first five, which have too few before them.
    expect(((found?.trained_on ?? 0) + 5) / (found?.scored_on ?? 1)).toBeCloseTo(4, 1);
  });

  it('is hardly worse where nothing tells: 30 accounts lose less than 2 % on average', () => {
    let gain = 0;
    let error = 0;
    for (let seed = 0; seed < 30; seed += 1) {
      const found = score({ seed: `plain ${seed}`, autocorrelation: 0 });
      gain += found?.gain_mae_ln ?? 0;
      error += found?.trailing_mean.mae_ln ?? 0;
    }
    expect(gain / error).toBeGreaterThan(-0.02);
  });

  it('looks at nothing of a post’s own outcome, nor of later posts', () => {
    const whole = comparable({ seed: 6 });
    const cut = 120;
    const upTo = (account: typeof whole) => expectationFeatures(account).features;
    const changed = makeComparable(
      accountOf(
        whole.posts.map((post, i) =>
          i < cut
            ? post
            : {
                ...post,
                snapshots: post.snapshots.map((each) => ({ ...each, likes: 999_999, comments: 7 })),
              },
        ),
      ),
      window,
      'UTC',
    );
    const { columns } = upTo(whole);
    const rows = (account: typeof whole) =>
      Array.from(upTo(account).cells.subarray(0, (cut + 1) * columns));
    expect(rows(changed)).toEqual(rows(whole));
  });

  it('needs 50 posts, and says so', () => {
    const few = makeComparable(accountOf(syntheticPosts({ seed: 1 }).slice(0, 49)), window, 'UTC');
    const { found, evidence } = measureAccuracy([few], (id) => randomFor(id));
    expect(found).toEqual([]);
    expect(evidence.reason).toBe('not enough posts: 49 of 50');
    expect(measureAccuracy([], (id) => randomFor(id)).evidence.status).toBe('insufficient');
  });

  it('scores by mean absolute error, share within a factor of two and rank correlation', () => {
    const actual = Float64Array.of(1, 2, 3, 4);
    const expected = Float64Array.of(1.5, 2, 3.7, 4);
    expect(scorePredictions(actual, expected)).toEqual({
      mae_ln: 0.3,
      within_2x: 0.75,
      spearman: 1,
    });
    expect(scorePredictions(actual, Float64Array.of(1, 1, 1, 1)).spearman).toBeNull();
  });
});

describe('levels of the posts before', () => {
  it('leave the post itself out', () => {
    const values = Float64Array.of(1, 3, 5, 7);
    expect([...meanBefore(values, 2)]).toEqual([0, 1, 2, 4]);
    // Half-life of one post: weights 1, ½, ¼ from the latest back.
    expect([...fadingMeanBefore(values, 1)]).toEqual([
      0,
      1,
      expect.closeTo((3 + 0.5) / 1.5, 12),
      expect.closeTo((5 + 1.5 + 0.25) / 1.75, 12),
    ]);
  });
});

describe('robust ridge regression', () => {
  const random = randomFor('ridge');
  const rows = 200;
  const cells = new Float64Array(rows * 3).map((_, i) => (i % 3 === 0 ? 1 : random() * 4));
  const x = { rows, columns: 3, cells };
  const y = Float64Array.from(
    { length: rows },
    (_, i) => 5 + 2 * (cells[3 * i + 1] ?? 0) - (cells[3 * i + 2] ?? 0),
  );

  it('recovers a line, and is not moved by a few hits', () => {
    const hits = y.map((value, i) => (i % 40 === 0 ? value + 1_000 : value));
    for (const target of [y, hits]) {
      const fitted = fitHuberRidge(x, target, 1e-9);
      [5, 2, -1].forEach((coefficient, i) => {
        expect(fitted?.[i]).toBeCloseTo(coefficient, 1);
      });
    }
  });

  it('shrinks to the mean with the penalty, and passes over what does not vary', () => {
    const flat = { ...x, cells: cells.map((value, i) => (i % 3 === 2 ? 7 : value)) };
    const fitted = fitHuberRidge(flat, y, 1e9);
    expect(fitted?.[1]).toBeCloseTo(0, 4);
    expect(fitted?.[2]).toBeCloseTo(0, 9);
  });

  it('Cholesky solves positive definite systems and refuses others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 9, maxLength: 9 }),
        (m) => {
          const matrix = new Float64Array(9);
          for (let i = 0; i < 3; i += 1)
            for (let j = 0; j < 3; j += 1)
              for (let k = 0; k < 3; k += 1)
                matrix[3 * i + j] =
                  (matrix[3 * i + j] ?? 0) +
                  (m[3 * i + k] ?? 0) * (m[3 * j + k] ?? 0) +
                  (i === j && k === 0 ? 1 : 0);
          const found = solvePositive(matrix, Float64Array.of(1, -2, 3));
          const back = [0, 1, 2].map((i) =>
            [0, 1, 2].reduce((sum, j) => sum + (matrix[3 * i + j] ?? 0) * (found?.[j] ?? 0), 0),
          );
          [1, -2, 3].forEach((value, i) => {
            expect(back[i]).toBeCloseTo(value, 6);
          });
        },
      ),
    );
    expect(solvePositive(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBeNull();
  });
});
