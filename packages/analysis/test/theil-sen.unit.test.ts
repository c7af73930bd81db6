import fc from 'fast-check';
import { expect, it } from 'vitest';
import { theilSenSlope } from '../src/statistics/theil-sen.ts';

it('the Theil–Sen slope is that of scipy, pairs of one x left out', () => {
  const x = Float64Array.of(0, 1, 1, 2.5, 3, 4, 4, 7);
  const y = Float64Array.of(0.3, 1.1, 9, 2.4, 2.6, 4.4, 3.9, 6.1);
  // scipy 1.17.1: stats.theilslopes(y, x).slope
  expect(theilSenSlope(x, y)).toBeCloseTo(0.8309523809523809, 14);
});

it('the Theil–Sen slope is unknown where no two x differ', () => {
  expect(theilSenSlope(Float64Array.of(2, 2, 2), Float64Array.of(1, 5, 9))).toBeNull();
  expect(theilSenSlope(Float64Array.of(2), Float64Array.of(1))).toBeNull();
  expect(theilSenSlope(new Float64Array(0), new Float64Array(0))).toBeNull();
});

it('the Theil–Sen slope of a line stays that of the line, whatever every fifth point does', () => {
  const line = fc.integer({ min: -50, max: 50 });
  const wild = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(line, wild, (slope, far) => {
      const x = Float64Array.from({ length: 30 }, (_, i) => i);
      const y = x.map((value, i) => (i % 5 === 0 ? (far[i / 5] ?? 0) : slope * value));
      expect(theilSenSlope(x, y)).toBeCloseTo(slope, 9);
    }),
  );
});
