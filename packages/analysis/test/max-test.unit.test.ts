import { describe, expect, it } from 'vitest';
import { maxTest } from '../src/effects/max-test.ts';
import { randomFor } from '../src/random/sfc32.ts';

/** Six slots in turn, noise of ±0.5, an effect in slot 2; slot 5 is no candidate. */
const test = (effect: number, seed: number | string, permutations: number) => {
  const random = randomFor('max test', seed);
  const slots = Int32Array.from({ length: 120 }, () => Math.floor(6 * random()));
  const noise = Float64Array.from(slots, (slot) => random() - 0.5 + (slot === 2 ? effect : 0));
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  return maxTest({
    residuals: noise.map((value) => value - mean),
    slots,
    slotCount: 6,
    score: (sums, scores) => {
      scores.set(sums);
      scores[5] = -Infinity;
    },
    blockLength: 10,
    permutations,
    random,
  });
};

describe('max test', () => {
  it('gives the least possible p to a plain effect, and 1 to what is no candidate', () => {
    const { pValues, scores, draws } = test(2, 1, 199);
    expect(pValues[2]).toBe(1 / 200);
    expect(draws).toBe(199);
    expect(pValues[5]).toBe(1);
    expect(scores[5]).toBe(-Infinity);
  });

  it('ends when a fifth of the rearrangements have beaten the best, with beaten / draws', () => {
    const ended = [1, 2, 3, 4, 5, 6, 7, 8]
      .map((seed) => test(0, `early ${seed}`, 1_000))
      .filter(({ draws }) => draws < 1_000);
    expect(ended.length).toBeGreaterThanOrEqual(5);
    for (const { pValues, draws } of ended) {
      expect(Math.min(...pValues)).toBe(200 / draws);
    }
  });

  it('without an effect the best p is at most 0.1 in about a tenth of all series', () => {
    let named = 0;
    for (let seed = 0; seed < 600; seed += 1) {
      if (Math.min(...test(0, `level ${seed}`, 99).pValues) <= 0.1) named += 1;
    }
    expect(named).toBeGreaterThan(36);
    expect(named).toBeLessThan(88);
  });
});
