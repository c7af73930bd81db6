import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../src/statistics/benjamini-hochberg.ts';
import { holm } from '../src/statistics/holm.ts';
import { kendall } from '../src/statistics/kendall.ts';
import { linearRegression } from '../src/statistics/linear-regression.ts';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';
import { type Correlation, pearson } from '../src/statistics/pearson.ts';
import { pointBiserial } from '../src/statistics/point-biserial.ts';
import { spearman } from '../src/statistics/spearman.ts';
import { welchT } from '../src/statistics/welch-t.ts';
import { readGolden } from './golden.ts';

type Pair = readonly [number | null, number | null];

interface CorrelationGolden {
  readonly pairs: readonly {
    readonly name: string;
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly pearson: Pair;
    readonly spearman: Pair;
    readonly kendall: Pair;
    /** slope, intercept, r, p, standard error of the slope */
    readonly linregress: readonly number[] | null;
  }[];
  readonly point_biserial: readonly {
    readonly binary: readonly number[];
    readonly y: readonly number[];
    readonly pointbiserial: Pair;
    readonly mannwhitney: readonly [number, number];
    readonly welch_t: readonly [number, number];
  }[];
  readonly multiple_testing: {
    readonly p: readonly number[];
    readonly bh: readonly number[];
    readonly holm: readonly number[];
  };
}

const golden = readGolden<CorrelationGolden>('correlation.json');
const pairs = golden?.pairs ?? [];
const groups = golden?.point_biserial ?? [];

/** The file's tolerances: 1e-9 relative on coefficients, 1e-6 (or 1e-300) on p. */
const close = (found: number, expected: number, relative = 1e-9, absolute = 0): boolean =>
  Math.abs(found - expected) <= Math.max(absolute, relative * Math.abs(expected));
const closeP = (found: number, expected: number): boolean => close(found, expected, 1e-6, 1e-300);

function expectCorrelation(found: Correlation | null, [r, p]: Pair, name: string): void {
  if (r === null || p === null) {
    expect(found, name).toBeNull();
    return;
  }
  expect(close(found?.coefficient ?? Number.NaN, r), `${name}: ${found?.coefficient} ${r}`).toBe(
    true,
  );
  if (found !== null && Math.abs(found.coefficient) === 1 && Math.abs(r) < 1) {
    // Pairs exactly on a line whose r scipy rounded to 1 − 1e-16; the p it then gives is of
    // that rounding (1e-8 for 3 pairs), ours is that of 1.
    expect(found.pValue, name).toBe(0);
    return;
  }
  expect(closeP(found?.pValue ?? Number.NaN, p), `${name}: p ${found?.pValue} ${p}`).toBe(true);
}

const of = (values: readonly number[]): Float64Array => Float64Array.from(values);

describe.skipIf(golden === null)('golden: correlation', () => {
  it.each(pairs)("Pearson's r and p equal scipy's: $name", ({ name, x, y, pearson: expected }) => {
    expectCorrelation(pearson(of(x), of(y)), expected, name);
  });

  it.each(pairs)("Spearman's rho and p equal scipy's: $name", (golden) => {
    expectCorrelation(spearman(of(golden.x), of(golden.y)), golden.spearman, golden.name);
  });

  it.each(pairs)(
    "Kendall's tau-b and p equal scipy's by the method the file was made with: $name",
    ({ name, x, y, kendall: [tau, p] }) => {
      // The file names no method: it holds exact p for 3 and 4 pairs and the normal
      // approximation for 8 and more. Each is compared with ours by that method; which one
      // `auto` takes is tested beside, in association.unit.test.ts.
      const asymptotic = kendall(of(x), of(y), 'asymptotic');
      const found = closeP(asymptotic?.pValue ?? 2, p ?? 0) ? asymptotic : kendall(of(x), of(y));
      expectCorrelation(found, [tau, p], name);
    },
  );

  it.each(pairs)(
    'linear regression equals scipy.stats.linregress: $name',
    ({ x, y, linregress }) => {
      const found = linearRegression(of(x), of(y));
      if (linregress === null) {
        expect(found).toBeNull();
        return;
      }
      const [slope, intercept, r, p, error] = linregress as [
        number,
        number,
        number,
        number,
        number,
      ];
      expect(close(found?.slope ?? Number.NaN, slope), `slope ${found?.slope}`).toBe(true);
      expect(
        close(found?.intercept ?? Number.NaN, intercept),
        `intercept ${found?.intercept}`,
      ).toBe(true);
      expect(close(found?.r ?? Number.NaN, r), `r ${found?.r}`).toBe(true);
      expect(closeP(found?.pValue ?? Number.NaN, p), `p ${found?.pValue} ${p}`).toBe(true);
      // As p: both hang on 1 − r², of which scipy keeps few digits where the fit is near perfect.
      expect(closeP(found?.slopeError ?? Number.NaN, error), `error ${found?.slopeError}`).toBe(
        true,
      );
    },
  );
});

describe.skipIf(golden === null)('golden: two groups', () => {
  it('point-biserial correlation equals scipy.stats.pointbiserialr', () => {
    expect(groups.length).toBeGreaterThan(0);
    groups.forEach(({ binary, y, pointbiserial }, i) => {
      expectCorrelation(pointBiserial(Uint8Array.from(binary), of(y)), pointbiserial, `case ${i}`);
    });
  });

  it("Mann–Whitney equals scipy's two-sided asymptotic p, which the file holds also for small groups", () => {
    expect(groups.length).toBeGreaterThan(0);
    for (const { binary, y, mannwhitney } of groups) {
      const found = mannWhitney(of(y), Uint8Array.from(binary), 'asymptotic');
      expect(found?.u).toBe(mannwhitney[0]);
      expect(closeP(found?.pValue ?? Number.NaN, mannwhitney[1])).toBe(true);
    }
  });

  it("Welch's t and p equal scipy.stats.ttest_ind(equal_var=False)", () => {
    expect(groups.length).toBeGreaterThan(0);
    for (const { binary, y, welch_t } of groups) {
      const side = (member: number) => of(y.filter((_, i) => binary[i] === member));
      const found = welchT(side(1), side(0));
      expect(close(found?.t ?? Number.NaN, welch_t[0])).toBe(true);
      expect(closeP(found?.pValue ?? Number.NaN, welch_t[1])).toBe(true);
    }
  });
});

describe.skipIf(golden === null)('golden: many tests', () => {
  const { p = [], bh = [], holm: expectedHolm = [] } = golden?.multiple_testing ?? {};

  it('Benjamini–Hochberg q-values equal the reference', () => {
    expect(p.length).toBeGreaterThan(0);
    benjaminiHochberg(p).forEach((q, i) => {
      expect(close(q, bh[i] ?? Number.NaN)).toBe(true);
    });
  });

  it('Holm-adjusted p-values equal the reference', () => {
    expect(p.length).toBeGreaterThan(0);
    holm(p).forEach((q, i) => {
      expect(close(q, expectedHolm[i] ?? Number.NaN)).toBe(true);
    });
  });
});
