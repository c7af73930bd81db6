import { describe, expect, it } from 'vitest';
import { shrunkMultiple } from '../src/outliers/standings.ts';

describe('outlier multiple', () => {
  it('is nearly the plain one in a large account with large counts', () => {
    expect(shrunkMultiple(50_000, 10_000, 1_000)).toBeCloseTo(5, 1);
  });

  it('of few posts and of few counts is smaller', () => {
    // 10 / (10 + π/2) of the logarithm of 53/13.
    expect(shrunkMultiple(50, 10, 10)).toBeCloseTo((53 / 13) ** (10 / (10 + Math.PI / 2)), 12);
    expect(shrunkMultiple(3, 1, 1_000)).toBeLessThan(1.6);
  });

  it('keeps the median at 1 and the order of posts', () => {
    expect(shrunkMultiple(70, 70, 12)).toBe(1);
    expect(shrunkMultiple(20, 70, 12)).toBeLessThan(1);
    expect(shrunkMultiple(80, 70, 12)).toBeLessThan(shrunkMultiple(90, 70, 12));
  });
});
