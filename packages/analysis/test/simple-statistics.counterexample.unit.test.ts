import * as basics from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { kendall } from '../src/statistics/kendall.ts';
import { linearRegression } from '../src/statistics/linear-regression.ts';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';
import { upperTail } from '../src/statistics/normal-distribution.ts';
import { pearson } from '../src/statistics/pearson.ts';
import { spearman } from '../src/statistics/spearman.ts';
import { welchT } from '../src/statistics/welch-t.ts';

const x = [1, 2, 2, 4, 5];
const y = [5, 6, 7, 8, 7];
const of = (values: readonly number[]): Float64Array => Float64Array.from(values);

describe('simple-statistics, where it is used', () => {
  it('has the R-7 quantile since 7.12, and leaves its input alone', () => {
    // numpy.quantile([10, 1, 3, 2, 4], [.1, .25, .9])
    const values = [10, 1, 3, 2, 4];
    const found = basics.quantile(values, [0.1, 0.25, 0.9]);
    for (const [i, expected] of [1.4, 2, 7.6].entries()) expect(found[i]).toBeCloseTo(expected, 12);
    expect(values).toEqual([10, 1, 3, 2, 4]);
  });

  it('keeps the small terms of a sum that large ones cancel', () => {
    expect(basics.mean([1, 1e100, 1, -1e100])).toBe(0.5);
  });
});

describe('simple-statistics, where it is not used', () => {
  it('looks up the normal in a table of 4 digits that ends at 3.09: six sigma becomes p = 0.001', () => {
    expect(basics.cumulativeStdNormalProbability(-6)).toBe(0.001);
    expect(upperTail(6)).toBeCloseTo(9.865876450376981e-10, 20); // scipy.stats.norm.sf(6)
    // By its error function the relative error is half of p at 6 sigma …
    const byErrorFunction = (1 - basics.errorFunction(6 / Math.SQRT2)) / 2;
    expect(Math.abs(byErrorFunction / 9.865876450376981e-10 - 1)).toBeGreaterThan(1e-8);
    // … and beyond 8 sigma nothing is left.
    expect(1 - basics.errorFunction(9 / Math.SQRT2)).toBe(0);
    expect(upperTail(9) / 1.1285884059538425e-19).toBeCloseTo(1, 12); // scipy.stats.norm.sf(9)
  });

  it('answers NaN for the rank correlation of typed arrays', () => {
    const typed = (values: number[]) => of(values) as unknown as number[];
    expect(basics.sampleRankCorrelation(x, y)).toBeCloseTo(0.7631578947368421, 12);
    expect(basics.sampleRankCorrelation(typed(x), typed(y))).toBeNaN();
    // scipy.stats.spearmanr
    expect(spearman(of(x), of(y))?.coefficient).toBeCloseTo(0.7631578947368421, 14);
    expect(spearman(of(x), of(y))?.pValue).toBeCloseTo(0.1333391195318063, 14);
  });

  it('lets NaN travel from values that do not vary', () => {
    expect(basics.sampleCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(pearson(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeNull();
    expect(
      basics.linearRegression([
        [1, 1],
        [1, 2],
      ]).m,
    ).toBeNaN();
    expect(linearRegression(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeNull();
  });

  it('gives no p-value with a correlation, a regression, a t or a rank sum, and pools the variances', () => {
    expect(typeof basics.sampleCorrelation(x, y)).toBe('number');
    expect(
      Object.keys(
        basics.linearRegression([
          [1, 1],
          [2, 3],
        ]),
      ),
    ).toEqual(['m', 'b']);
    const small = [1, 2, 3, 4];
    const large = [10, 30, 50, 80, 90];
    // scipy.stats.ttest_ind(small, large) and (…, equal_var=False)
    expect(basics.tTestTwoSample(small, large)).toBeCloseTo(-2.9151891463843858, 12);
    const welch = welchT(of(small), of(large));
    expect(welch?.t).toBeCloseTo(-3.304286113690649, 12);
    expect(welch?.pValue).toBeCloseTo(0.029649018421072922, 12);
    // scipy.stats.mannwhitneyu(small, large, method='exact')
    const members = Uint8Array.from([...small.map(() => 1), ...large.map(() => 0)]);
    expect(basics.wilcoxonRankSum(small, large)).toBe(10);
    expect(mannWhitney(of([...small, ...large]), members)?.pValue).toBeCloseTo(
      0.015873015873015872,
      12,
    );
  });

  it('has no Kendall', () => {
    expect(Object.keys(basics).filter((name) => /kendall|tau/i.test(name))).toEqual([]);
    expect(kendall(of(x), of(y))).not.toBeNull();
  });
});
