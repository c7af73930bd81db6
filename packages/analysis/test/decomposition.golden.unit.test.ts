import { describe, expect, it } from 'vitest';
import { componentStrength } from '../src/series/component-strength.ts';
import { seasonalDecompose } from '../src/series/seasonal-decompose.ts';
import { stl } from '../src/series/stl.ts';
import type { StlOptions } from '../src/series/stl-settings.ts';
import { readGolden } from './golden.ts';

type Written = readonly (number | null)[];
interface DecompositionGolden {
  readonly stl: readonly {
    readonly name: string;
    readonly period: number;
    readonly robust: boolean;
    readonly options: Record<string, number>;
    readonly y: readonly number[] | null;
    readonly trend: Written;
    readonly seasonal: Written;
    readonly weights: Written | null;
    readonly trend_strength: number;
    readonly seasonal_strength: number;
  }[];
  readonly seasonal_decompose: readonly {
    readonly period: number;
    readonly model: 'additive' | 'multiplicative';
    readonly extrapolate_trend: number | 'freq';
    readonly y: readonly number[];
    readonly trend: Written;
    readonly seasonal: Written;
    readonly resid: Written;
  }[];
}

const golden = readGolden<DecompositionGolden>('stl.json');

/** statsmodels' names of STL's and fit()'s arguments. */
const names: Record<string, keyof StlOptions> = {
  seasonal: 'seasonal',
  trend: 'trend',
  low_pass: 'lowPass',
  seasonal_deg: 'seasonalDegree',
  trend_deg: 'trendDegree',
  low_pass_deg: 'lowPassDegree',
  seasonal_jump: 'seasonalJump',
  trend_jump: 'trendJump',
  low_pass_jump: 'lowPassJump',
  inner_iter: 'innerIterations',
  outer_iter: 'outerIterations',
};
const optionsOf = (written: Record<string, number>, robust: boolean): StlOptions => ({
  robust,
  ...Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      const known = names[name];
      if (known === undefined) throw new Error(`unknown option ${name}`);
      return [known, value];
    }),
  ),
});

function expectWithin(found: Float64Array, expected: Written, tolerance: number, what: string) {
  expect(found, what).toHaveLength(expected.length);
  const far = expected.flatMap((value, i) => {
    const mine = found[i] as number;
    const equal = value === null ? Number.isNaN(mine) : Math.abs(mine - value) < tolerance;
    return equal ? [] : [{ i, mine, value }];
  });
  expect(far, what).toEqual([]);
}

const series = (golden?.stl ?? []).reduce<number[][]>((all, { y }) => {
  all.push(y === null ? (all.at(-1) ?? []) : [...y]);
  return all;
}, []);

describe.skipIf(golden === null)('golden: decomposition', () => {
  it.each((golden?.stl ?? []).map((written, i) => ({ ...written, values: series[i] ?? [] })))(
    'STL of $name, robust $robust, equals statsmodels',
    (written) => {
      const values = Float64Array.from(written.values);
      const found = stl(values, written.period, optionsOf(written.options, written.robust));
      if (found.status !== 'sufficient') throw new Error(found.reason);
      expectWithin(found.trend, written.trend, 1e-7, 'trend');
      expectWithin(found.seasonal, written.seasonal, 1e-7, 'seasonal');
      if (written.weights) expectWithin(found.weights, written.weights, 1e-6, 'weights');
      else expect(found.weights.every((weight) => weight === 1)).toBe(true);
      const { trend, seasonal, residual } = found;
      expect(componentStrength(trend, residual)).toBeCloseTo(written.trend_strength, 7);
      expect(componentStrength(seasonal, residual)).toBeCloseTo(written.seasonal_strength, 7);
    },
  );

  it.each(golden?.seasonal_decompose ?? [])(
    'classical $model decomposition of period $period, extrapolated $extrapolate_trend, equals statsmodels',
    (written) => {
      const found = seasonalDecompose(Float64Array.from(written.y), written.period, {
        model: written.model,
        extrapolateTrend: written.extrapolate_trend,
      });
      if (found.status !== 'sufficient') throw new Error(found.reason);
      expectWithin(found.trend, written.trend, 1e-7, 'trend');
      expectWithin(found.seasonal, written.seasonal, 1e-7, 'seasonal');
      expectWithin(found.residual, written.resid, 1e-7, 'residual');
    },
  );
});
