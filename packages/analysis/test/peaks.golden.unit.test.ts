import { describe, expect, it } from 'vitest';
import { findPeaks } from '../src/peaks/find-peaks.ts';
import type { PeakOptions } from '../src/peaks/peak-options.ts';
import { readGolden } from './golden.ts';

/** JSON has neither NaN (null) nor infinities (words). */
type Written = number | string | null;
type WrittenCondition = number | [number | null, number | null];
interface PeaksGolden {
  readonly cases: readonly {
    readonly kind: string;
    readonly x: readonly Written[];
    readonly results: readonly {
      readonly options: Record<string, WrittenCondition>;
      readonly peaks: readonly number[];
      readonly properties: Record<string, readonly Written[]>;
    }[];
  }[];
}

const golden = readGolden<PeaksGolden>('find_peaks.json');

const numeric = (values: readonly Written[]): number[] =>
  values.map((value) => (value === null ? Number.NaN : Number(value)));
const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const optionsOf = (written: Record<string, WrittenCondition>): PeakOptions =>
  Object.fromEntries(Object.entries(written).map(([name, value]) => [camelCase(name), value]));

const close = (found: number, expected: number): boolean =>
  Object.is(found, expected) ||
  found === expected ||
  Math.abs(found - expected) <= 1e-9 + 1e-9 * Math.abs(expected);

describe.skipIf(golden === null)('golden: peaks', () => {
  it.each(golden?.cases ?? [])('equals scipy.signal.find_peaks on $kind', ({ x, results }) => {
    const curve = Float64Array.from(numeric(x));
    expect(results.length).toBeGreaterThan(0);
    for (const { options, peaks, properties } of results) {
      const found = findPeaks(curve, optionsOf(options));
      expect([...found.peaks]).toEqual(peaks);
      expect(Object.keys(found.properties).sort()).toEqual(
        Object.keys(properties).map(camelCase).sort(),
      );
      const byName = new Map<string, Float64Array>(Object.entries(found.properties));
      for (const [name, values] of Object.entries(properties)) {
        const mine = byName.get(camelCase(name)) ?? Float64Array.of();
        expect(mine).toHaveLength(values.length);
        numeric(values).forEach((value, i) => {
          expect(close(mine[i] ?? Number.NEGATIVE_INFINITY, value), `${name}[${i}]`).toBe(true);
        });
      }
    }
  });
});
