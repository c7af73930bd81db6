import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../src/effects/contrast.ts';
import {
  contrastOfGroup,
  rankResiduals,
  standingAlone,
  testGroup,
} from '../src/effects/group-trials.ts';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';

describe('a group against the others', () => {
  it('has the p-value of Mann–Whitney and the mean difference, with ties too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.boolean()), {
          minLength: 4,
          maxLength: 60,
        }),
        (rows) => {
          const residuals = Float64Array.from(rows, ([value]) => value);
          const flags = Uint8Array.from(rows, ([, member]) => (member ? 1 : 0));
          const members = Int32Array.from(
            rows.flatMap(([, member], position) => (member ? [position] : [])),
          );
          const found = testGroup(rankResiduals(residuals), members, 1);
          const reference = mannWhitney(residuals, flags, 'asymptotic');
          expect(found === null).toBe(reference === null);
          if (found === null || reference === null) return;
          expect(found.pValue).toBeCloseTo(reference.pValue, 10);
          const mean = difference(contrastOfGroup(residuals, members));
          expect(found.lift).toBeCloseTo(mean ?? Number.NaN, 10);
        },
      ),
    );
  });

  it('is not tried with too few on a side', () => {
    const ranked = rankResiduals(Float64Array.from({ length: 20 }, (_, i) => i));
    const first = (count: number) => Int32Array.from({ length: count }, (_, i) => i);
    expect(testGroup(ranked, first(7), 8)).toBeNull();
    expect(testGroup(ranked, first(13), 8)).toBeNull();
    expect(testGroup(ranked, first(8), 8)?.pValue).toBeLessThan(0.001);
    expect(testGroup(rankResiduals(new Float64Array(0)), first(0), 0)).toBeNull();
  });

  it('is dropped when a more certain group explains it', () => {
    // 40 of 80 posts gain 1; the second group is 30 of those and 5 others.
    const residuals = Float64Array.from({ length: 80 }, (_, i) => (i < 40 ? 1 : 0) + (i % 7) / 50);
    const range = (from: number, to: number) =>
      Int32Array.from({ length: to - from }, (_, i) => from + i);
    const cause = { members: range(0, 40) };
    const companion = { members: range(10, 45) };
    expect(testGroup(rankResiduals(residuals), companion.members, 8)?.pValue).toBeLessThan(1e-4);
    expect(standingAlone([cause, companion], residuals, 0.1)).toEqual([cause]);
  });
});
