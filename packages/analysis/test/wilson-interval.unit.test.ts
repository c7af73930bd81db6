import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../src/statistics/wilson-interval.ts';

describe('interval of a share', () => {
  it('equals that of scipy', () => {
    // scipy 1.10.1: binomtest(k, n).proportion_ci(method='wilson')
    const cases = [
      [10, 100, 0.05522913706067508, 0.17436566150491345],
      [0, 50, 0, 0.07134759913335872],
      [17, 280, 0.038249060730398105, 0.09506993705772632],
      [50, 50, 0.9286524008666412, 1],
    ] as const;
    for (const [hits, trials, low, high] of cases) {
      const found = wilsonInterval(hits, trials);
      expect(found?.[0]).toBeCloseTo(low, 12);
      expect(found?.[1]).toBeCloseTo(high, 12);
    }
  });

  it('is unknown without trials, or with more hits than trials', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(wilsonInterval(3, 2)).toBeNull();
    expect(wilsonInterval(Number.NaN, 2)).toBeNull();
  });
});
