import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../src/effects/contrast.ts';
import {
  contrastOfGroup,
  rankResiduals,
  standingAlone,
  testGroup,
} from '../src/effects/group-trials.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';

describe('a group against the others', () => {
  it('has the p-value of Mann–Whitney and the mean difference where nothing persists, with ties too', () => {
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
          const ranked = { ...rankResiduals(residuals), persistence: new Float64Array(0) };
          const found = testGroup(ranked, members, 1);
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
    const first = (count: number) => Int32Array.from({ length: count }, (_, i) => i);
    // A rising series persists; here its members alone are of interest.
    const ranked = {
      ...rankResiduals(Float64Array.from({ length: 20 }, (_, i) => i)),
      persistence: new Float64Array(0),
    };
    expect(testGroup(ranked, first(7), 8)).toBeNull();
    expect(testGroup(ranked, first(13), 8)).toBeNull();
    expect(testGroup(ranked, first(8), 8)?.pValue).toBeLessThan(0.001);
    expect(testGroup(rankResiduals(new Float64Array(0)), first(0), 0)).toBeNull();
  });

  it('is dropped when a more certain group explains it', () => {
    // Every other of 80 posts gains 1; the second group is 30 of those and 5 others.
    const residuals = Float64Array.from({ length: 80 }, (_, i) => ((i + 1) % 2) + (i % 7) / 50);
    const cause = { members: Int32Array.from({ length: 40 }, (_, i) => 2 * i) };
    const companion = {
      members: Int32Array.from([...cause.members.subarray(0, 30), 61, 63, 65, 67, 69]).sort(),
    };
    expect(testGroup(rankResiduals(residuals), companion.members, 8)?.pValue).toBeLessThan(1e-4);
    expect(standingAlone([cause, companion], residuals, 0.1)).toEqual([cause]);
  });

  it('that come in runs are not credited with good weeks: 5 % of null groups have p ≤ 0.05', () => {
    const random = randomFor('runs');
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let calls = 0;
    let plainCalls = 0;
    const trials = 400;
    for (let trial = 0; trial < trials; trial += 1) {
      let shock = normal();
      const residuals = Float64Array.from({ length: 200 }, () => {
        shock = 0.7 * shock + Math.sqrt(1 - 0.49) * normal();
        return shock;
      });
      const members: number[] = [];
      for (let i = 0; i < 200; ) {
        const member = random() < 0.3;
        for (let k = 0; k < 5 && i < 200; k += 1, i += 1) if (member) members.push(i);
      }
      const ranked = rankResiduals(residuals);
      const group = Int32Array.from(members);
      calls += (testGroup(ranked, group, 8)?.pValue ?? 1) <= 0.05 ? 1 : 0;
      const plain = testGroup({ ...ranked, persistence: new Float64Array(0) }, group, 8);
      plainCalls += (plain?.pValue ?? 1) <= 0.05 ? 1 : 0;
    }
    expect(plainCalls / trials).toBeGreaterThan(0.15);
    expect(calls / trials).toBeLessThan(0.09);
  });
});
