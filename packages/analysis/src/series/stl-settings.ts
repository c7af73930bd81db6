/** As statsmodels' STL and its fit(); what is absent takes the default named. */
export interface StlOptions {
  /** Length of the seasonal smoother in cycles, odd, at least 3; 7. */
  readonly seasonal?: number;
  /** Length of the trend smoother, odd, above the period; the next odd above 1.5 · period / (1 − 1.5 / seasonal). */
  readonly trend?: number;
  /** Length of the low-pass smoother, odd, above the period; the next odd above the period. */
  readonly lowPass?: number;
  /** Degrees of the local fits: 0 constant, 1 line; 1. */
  readonly seasonalDegree?: 0 | 1;
  readonly trendDegree?: 0 | 1;
  readonly lowPassDegree?: 0 | 1;
  /** The fit is made at every so-many-th position and interpolated between; 1. */
  readonly seasonalJump?: number;
  readonly trendJump?: number;
  readonly lowPassJump?: number;
  /** Whether values far off are weighed down; false. */
  readonly robust?: boolean;
  /** Rounds of seasonal and trend smoothing; 2 if robust, else 5. */
  readonly innerIterations?: number;
  /** Rounds of weighing; 15 if robust, else 0. */
  readonly outerIterations?: number;
}

export type StlSettings = Required<Omit<StlOptions, 'robust'>> & { readonly period: number };

const odd = (value: number): number => (value % 2 === 0 ? value + 1 : value);

function checkWhole(name: string, value: number, least: number, mustBeOdd = false): void {
  if (!Number.isInteger(value) || value < least || (mustBeOdd && value % 2 === 0)) {
    const kind = mustBeOdd ? 'an odd' : 'a';
    throw new RangeError(`${name} must be ${kind} whole number of at least ${least}, was ${value}`);
  }
}

/** Options with their defaults, checked. */
export function stlSettings(period: number, options: StlOptions): StlSettings {
  checkWhole('period', period, 2);
  const { seasonal = 7, robust = false } = options;
  checkWhole('seasonal', seasonal, 3, true);
  const settings: StlSettings = {
    period,
    seasonal,
    trend: options.trend ?? odd(Math.ceil((1.5 * period) / (1 - 1.5 / seasonal))),
    lowPass: options.lowPass ?? odd(period + 1),
    seasonalDegree: options.seasonalDegree ?? 1,
    trendDegree: options.trendDegree ?? 1,
    lowPassDegree: options.lowPassDegree ?? 1,
    seasonalJump: options.seasonalJump ?? 1,
    trendJump: options.trendJump ?? 1,
    lowPassJump: options.lowPassJump ?? 1,
    innerIterations: options.innerIterations ?? (robust ? 2 : 5),
    outerIterations: options.outerIterations ?? (robust ? 15 : 0),
  };
  checkWhole('trend', settings.trend, Math.max(3, period + 1), true);
  checkWhole('lowPass', settings.lowPass, Math.max(3, period + 1), true);
  for (const name of ['seasonalJump', 'trendJump', 'lowPassJump', 'innerIterations'] as const) {
    checkWhole(name, settings[name], 1);
  }
  checkWhole('outerIterations', settings.outerIterations, 0);
  return settings;
}
