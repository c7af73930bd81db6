import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initSync, MSTL } from '@bsull/augurs/mstl';
import { beforeAll, describe, expect, it } from 'vitest';
import { forecastSeries } from '../src/forecast/forecast-series.ts';
import { readGolden } from './golden.ts';

interface Reference {
  readonly mase: number;
  readonly cover95: number;
}

interface ForecastGolden {
  readonly cases: readonly {
    readonly period: number;
    readonly h: number;
    readonly train: readonly number[];
    readonly actual: readonly number[];
    /** Mean absolute error of the seasonal naive forecast inside the training series. */
    readonly mase_scale: number;
    readonly stlf_arima: Reference;
    readonly snaive: Reference;
  }[];
}

type Case = ForecastGolden['cases'][number];

const golden = readGolden<ForecastGolden>('forecast.json');
const cases = golden?.cases ?? [];

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const mase = (mean: ArrayLike<number>, { actual, mase_scale }: Case): number =>
  average(actual.map((value, h) => Math.abs(value - (mean[h] ?? Number.NaN)))) / mase_scale;

/** MASE of our forecast and the share of values inside its 95 % interval. */
function score(golden: Case): Reference {
  const found = forecastSeries(Float64Array.from(golden.train), {
    horizon: golden.h,
    period: golden.period,
  });
  if (found.status !== 'sufficient') throw new Error(`refused: ${found.reason}`);
  const inside = golden.actual.map((value, h) =>
    value >= (found.lower95[h] ?? Infinity) && value <= (found.upper95[h] ?? -Infinity) ? 1 : 0,
  );
  return { mase: mase(found.mean, golden), cover95: average(inside) };
}

/** STL and exponential smoothing of @bsull/augurs, the yardstick from the registry. */
function scoreAugurs(golden: Case): number {
  const model = MSTL.ets([golden.period]);
  model.fit(Float64Array.from(golden.train));
  return mase(model.predict(golden.h).point, golden);
}

describe.skipIf(golden === null)('golden: forecast', () => {
  let scores: Reference[] = [];
  beforeAll(() => {
    scores = cases.map(score);
  });

  it("mean MASE is at most 1.05 times that of R's stlf(method = 'arima')", () => {
    expect(cases.length).toBeGreaterThan(0);
    const ours = average(scores.map((found) => found.mase));
    expect(ours).toBeLessThanOrEqual(
      1.05 * average(cases.map(({ stlf_arima }) => stlf_arima.mase)),
    );
  });

  it('no case is worse than 1.5 times the seasonal naive forecast', () => {
    scores.forEach((found, i) => {
      expect(found.mase, `case ${i}`).toBeLessThanOrEqual(1.5 * (cases[i]?.snaive.mase ?? 0));
    });
  });

  it('95 % intervals hold 85 to 100 % of what came, on average', () => {
    const covered = average(scores.map((found) => found.cover95));
    expect(covered).toBeGreaterThanOrEqual(0.85);
    expect(covered).toBeLessThanOrEqual(1);
  });

  it('does no worse than the exponential smoothing of @bsull/augurs', () => {
    const wasm = new URL('mstl_bg.wasm', import.meta.resolve('@bsull/augurs/mstl'));
    initSync({ module: readFileSync(fileURLToPath(wasm)) });
    const augurs = average(cases.map(scoreAugurs));
    const ours = average(scores.map((found) => found.mase));
    console.log(
      `mean MASE: ours ${ours.toFixed(4)}, augurs MSTL + ETS ${augurs.toFixed(4)}, ` +
        `R stlf(arima) ${average(cases.map(({ stlf_arima }) => stlf_arima.mase)).toFixed(4)}, ` +
        `seasonal naive ${average(cases.map(({ snaive }) => snaive.mase)).toFixed(4)}`,
    );
    expect(ours).toBeLessThanOrEqual(1.05 * augurs);
  });
});
