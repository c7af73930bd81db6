import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { psiWeights } from '../src/forecast/arima-forecast.ts';
import { armaLikelihood } from '../src/forecast/arma-filter.ts';
import { fitArma } from '../src/forecast/fit-arma.ts';
import { differencesNeeded, kpssStatistic } from '../src/forecast/kpss.ts';
import { minimise } from '../src/forecast/minimise.ts';
import {
  coefficientsOf,
  partialsOf,
  rootsBeyond,
} from '../src/forecast/partial-autocorrelations.ts';
import { selectArma } from '../src/forecast/select-arma.ts';

/** R's `lh`: luteinizing hormone in blood, 48 samples (Diggle 1990). */
const lh = Float64Array.of(
  ...[2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2],
  ...[2.2, 1.9, 1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7],
  ...[1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9],
);
const tight = { tolerance: 1e-13, iterations: 300 };
const logLikelihood = (objective: number, n: number): number =>
  -n * (objective + 0.5 * Math.log(2 * Math.PI) + 0.5);

describe('exact likelihood', () => {
  it("equals statsmodels' ARIMA(lh, (p, 0, q), trend='c').fit(), and R's arima(lh) to its digits", () => {
    // p, q, llf, aicc, mean, coefficients, variance. R: loglik -29.38 and -27.09.
    const cases = [
      [1, 0, -29.379162388082126, 65.30377932161879, 2.41327899, [0.57391997], 0.1974889],
      [
        3,
        0,
        -27.092411071118274,
        65.61339357080797,
        2.39311312,
        [0.64480463, -0.06337329, -0.2197946],
        0.17865723,
      ],
      [
        1,
        1,
        -28.762033208412994,
        66.45429897496552,
        2.41007236,
        [0.4522142, 0.19815427],
        0.19230765,
      ],
      [0, 2, -27.53028090492998, 63.9907943679995, 2.40150955, [0.67319532, 0.3753214], 0.18216937],
    ] as const;
    for (const [p, q, llf, aicc, mean, coefficients, variance] of cases) {
      const fit = fitArma(lh, { p, q, withMean: true }, tight);
      expect(logLikelihood(fit.likelihood.objective, lh.length)).toBeCloseTo(llf, 6);
      expect(fit.aicc).toBeCloseTo(aicc, 5);
      expect(fit.likelihood.mean).toBeCloseTo(mean, 3);
      [...fit.phi, ...fit.theta].forEach((found, i) => {
        expect(found).toBeCloseTo(coefficients[i] ?? Number.NaN, 3);
      });
      expect(fit.likelihood.variance).toBeCloseTo(variance, 4);
    }
  });

  it('concentrates the mean out: no other mean is likelier', () => {
    const phi = Float64Array.of(0.5, -0.2);
    const theta = Float64Array.of(0.3);
    const { objective, mean } = armaLikelihood(lh, phi, theta, true);
    for (const off of [-0.05, 0, 0.05]) {
      const shifted = lh.map((value) => value - mean - off);
      const given = armaLikelihood(shifted, phi, theta, false).objective;
      if (off === 0) expect(given).toBeCloseTo(objective, 12);
      else expect(given).toBeGreaterThan(objective);
    }
  });

  it('expects of the next value what the coefficients say of the last ones', () => {
    const phi = Float64Array.of(0.6, 0.2);
    const { state } = armaLikelihood(lh, phi, new Float64Array(0), false);
    expect(state[0]).toBeCloseTo(0.6 * 2.9 + 0.2 * 3.0, 12);
  });

  it('is infinite for a process that is not stationary', () => {
    const explosive = armaLikelihood(lh, Float64Array.of(1.2), new Float64Array(0), false);
    expect(explosive.objective).toBe(Infinity);
  });
});

describe('fit', () => {
  it('gives no criterion to a model with a root within 1 % of the unit circle', () => {
    const line = Float64Array.from({ length: 200 }, (_, i) => i + (i % 3));
    const fit = fitArma(line, { p: 1, q: 0, withMean: true }, tight);
    expect(fit.phi[0]).toBeGreaterThan(0.99);
    expect(fit.phi[0]).toBeLessThan(1);
    expect(fit.aicc).toBe(Infinity);
  });
});

describe('partial autocorrelations', () => {
  it('map to stationary coefficients and back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.97, max: 0.97, noNaN: true }), { maxLength: 5 }),
        (partials) => {
          const phi = coefficientsOf(Float64Array.from(partials));
          const back = partialsOf(phi);
          expect(back).not.toBeNull();
          partials.forEach((partial, i) => {
            expect(back?.[i]).toBeCloseTo(partial, 6);
          });
        },
      ),
    );
  });

  it('tell roots inside a circle from roots outside', () => {
    // 1 − 1.5 z + 0.56 z² has roots 1 / 0.7 and 1 / 0.8
    const phi = Float64Array.of(1.5, -0.56);
    expect(rootsBeyond(phi, 1.24)).toBe(true);
    expect(rootsBeyond(phi, 1.26)).toBe(false);
    expect(partialsOf(Float64Array.of(1.2, -0.1))).toBeNull();
  });
});

describe('differencing', () => {
  it("KPSS equals statsmodels' kpss(nlags=⌊3 √n / 13⌋)", () => {
    expect(kpssStatistic(lh)).toBeCloseTo(0.3678891108152088, 12);
    let level = 0;
    const walk = lh.map((value) => {
      level += value;
      return level;
    });
    expect(kpssStatistic(walk)).toBeCloseTo(2.474899772596517, 11);
    expect(differencesNeeded(lh, 2, 4)).toBe(0);
    expect(differencesNeeded(walk, 2, 150)).toBe(1);
  });
});

describe('psi weights', () => {
  it("equal statsmodels' arma2ma", () => {
    const psi = psiWeights(Float64Array.of(0.5, -0.2), Float64Array.of(0.4, 0.1), 6);
    const expected = [1, 0.9, 0.35, -0.005, -0.0725, -0.03525];
    psi.forEach((weight, i) => {
      expect(weight).toBeCloseTo(expected[i] ?? Number.NaN, 12);
    });
  });
});

describe('order', () => {
  it('is one that no neighbour betters: for lh the autoregression of order 1', () => {
    const { p, q, aicc } = selectArma(lh, [true]);
    expect([p, q]).toEqual([1, 0]);
    for (const [otherP, otherQ] of [
      [0, 0],
      [2, 0],
      [1, 1],
      [0, 1],
      [2, 1],
    ] as const) {
      const other = fitArma(lh, { p: otherP, q: otherQ, withMean: true }, tight);
      expect(other.aicc).toBeGreaterThan(aicc);
    }
  });

  it('leaves room for two values a coefficient on short series', () => {
    const { p, q } = selectArma(lh.slice(0, 9), [true]);
    expect(p + q).toBeLessThanOrEqual(3);
  });
});

describe('minimise', () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    const valley = ([x = 0, y = 0]: Float64Array) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const plan = { tolerance: 1e-16, iterations: 500 };
    const { point, value } = minimise(valley, Float64Array.of(-1.2, 1), plan);
    expect(value).toBeLessThan(1e-6);
    expect(point[0]).toBeCloseTo(1, 2);
  });

  it('never goes up, and stays where everything is infinite', () => {
    const start = Float64Array.of(0.5);
    expect(minimise(() => Infinity, start, tight).point).toEqual(start);
    const cliff = ([x = 0]: Float64Array) => (x > 1 ? Infinity : -x);
    expect(minimise(cliff, start, tight).value).toBeLessThan(-0.5);
  });
});
