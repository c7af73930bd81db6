import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockLength, sumShuffledBlocks } from '../src/random/resampling.ts';
import { randomFor } from '../src/random/sfc32.ts';

/** The rearranged series itself: every post is its own slot. */
const rearranged = (n: number, length: number, seed: string): Float64Array => {
  const sums = new Float64Array(n).fill(-1);
  const each = Int32Array.from({ length: n }, (_, i) => i);
  sumShuffledBlocks(Float64Array.from(each), each, sums, length, randomFor(seed, n, length));
  return sums;
};

describe('resampling', () => {
  it('shuffles blocks without losing or repeating a value', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 60 }),
        (n, length) => {
          const sorted = [...rearranged(n, length, 'shuffle')].sort((a, b) => a - b);
          expect(sorted).toEqual(Array.from({ length: n }, (_, i) => i));
        },
      ),
    );
  });

  it('keeps most neighbours together, in other places', () => {
    const values = rearranged(1_000, 20, 'neighbours');
    const together = values.filter((value, i) => i > 0 && value === (values[i - 1] ?? 0) + 1);
    expect(together.length).toBeGreaterThan(900);
    expect(values.filter((value, place) => value !== place).length).toBeGreaterThan(900);
  });

  it('sums the rearranged values by slot', () => {
    const values = Float64Array.of(1, 2, 4, 8, 16, 32);
    const slots = Int32Array.of(0, 0, 1, 1, 2, 2);
    const sums = Float64Array.of(99, 99, 99);
    sumShuffledBlocks(values, slots, sums, 2, randomFor('sums'));
    expect(sums.reduce((total, sum) => total + sum, 0)).toBe(63);
  });

  it('takes longer blocks for series that remember', () => {
    const random = randomFor('memory');
    const independent = Float64Array.from({ length: 600 }, () => random() - 0.5);
    let level = 0;
    const remembering = independent.map((value) => {
      level = 0.8 * level + value;
      return level;
    });
    expect(blockLength(independent)).toBeLessThan(15);
    expect(blockLength(remembering)).toBeGreaterThan(25);
  });
});
