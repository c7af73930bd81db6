import { describe, expect, it } from 'vitest';
import { headlineFeatures } from '../src/headlines/headline-features.ts';
import {
  type HeadlinePair,
  pairOfClicks,
  scoreHeadline,
  trainHeadlineModel,
} from '../src/headlines/headline-model.ts';
import { solveRidge } from '../src/headlines/ridge.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { captionOfBank } from './hook-captions.ts';

const worth = (text: string): number =>
  (text.includes('secret') ? Math.log(2) : 0) - (text.endsWith('?') ? 0.4 : 0);

/** Pairs in which the word "secret" doubles the clicks and a question costs a third. */
function plantedPairs(seed: string, count: number): HeadlinePair[] {
  const random = randomFor('headlines', seed);
  return Array.from({ length: count }, () => {
    const [first, second] = [captionOfBank(random), captionOfBank(random)];
    const noise = (random() + random() + random() - 1.5) * 0.5;
    return { first, second, logRatio: worth(first) - worth(second) + noise, weight: 1 };
  });
}

describe('headline model', () => {
  it('learns what was planted in pairs, and scores unseen headlines by it', () => {
    const model = trainHeadlineModel(plantedPairs('train', 600), { penalty: 1 });
    if (model === null) throw new Error('no model');
    const unseen = plantedPairs('test', 400).filter(
      ({ first, second }) => worth(first) !== worth(second),
    );
    const right = unseen.filter(
      ({ first, second }) =>
        scoreHeadline(model, first) > scoreHeadline(model, second) === worth(first) > worth(second),
    );
    expect(right.length / unseen.length).toBeGreaterThan(0.9);
    const gain = scoreHeadline(model, 'The secret of bread') - scoreHeadline(model, 'The bread');
    expect(gain).toBeGreaterThan(0.2);
  });

  it('is the same, bit for bit, each time and whichever headline stands first', () => {
    const pairs = plantedPairs('twice', 150);
    const turned = pairs.map(({ first, second, logRatio, weight }) => ({
      first: second,
      second: first,
      logRatio: -logRatio,
      weight,
    }));
    const [a, b, c] = [pairs, pairs, turned].map((each) => trainHeadlineModel(each));
    expect(a?.weights).toEqual(b?.weights);
    const score = (model: typeof a) => (model ? scoreHeadline(model, 'How to fix a bike?') : 0);
    expect(score(c ?? null)).toBeCloseTo(score(a ?? null), 6);
  });

  it('is refused with fewer than 100 pairs that say something', () => {
    expect(trainHeadlineModel(plantedPairs('few', 80))).toBeNull();
    const silent = plantedPairs('silent', 300).map((pair, i) =>
      i % 3 === 0
        ? { ...pair, weight: 0 }
        : i % 3 === 1
          ? { ...pair, logRatio: Number.NaN }
          : { ...pair, second: ` ${pair.first}` },
    );
    expect(trainHeadlineModel(silent)).toBeNull();
    expect(trainHeadlineModel([])).toBeNull();
  });

  it('weighs clicks by the inverse variance of the log ratio', () => {
    const pair = pairOfClicks(
      'a',
      'b',
      { shown: 999, clicked: 19.5 },
      { shown: 999, clicked: 9.5 },
    );
    expect(pair?.logRatio).toBeCloseTo(Math.log(2), 12);
    expect(pair?.weight).toBeCloseTo(1 / (1 / 20 + 1 / 10), 12);
    expect(pairOfClicks('a', 'b', { shown: 0, clicked: 0 }, { shown: 5, clicked: 1 })).toBeNull();
  });

  it('reads any text without failing', () => {
    for (const text of ['', ' ', '?!', '🔥🔥', 'ทดสอบ', 'a'.repeat(10_000), "'".repeat(999)]) {
      const { measures } = headlineFeatures(text);
      expect(measures.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('ridge over differences', () => {
  it('solves the normal equations', () => {
    // numpy: d = [[1,-1],[2,1],[0,3]]; w = diag(1,2,3); solve(d.T@w@d + 0.5*I, d.T@w@[1,2,3])
    const row = (...values: number[]) => ({
      columns: Int32Array.from(values.keys()),
      values: Float64Array.from(values),
    });
    const beta = solveRidge({
      rows: [row(1, -1), row(2, 1), row(0, 3), row(0, 0)],
      first: Int32Array.of(0, 1, 2),
      second: Int32Array.of(3, 3, 3),
      targets: Float64Array.of(1, 2, 3),
      weights: Float64Array.of(1, 2, 3),
      columns: 2,
      penalty: 0.5,
    });
    expect(beta[0]).toBeCloseTo(0.6571682991985752, 10);
    expect(beta[1]).toBeCloseTo(0.918967052537845, 10);
  });
});
