import { type DesignMatrix, rowTimes } from '../accuracy/design-matrix.ts';
import { fitHuberRidge } from '../accuracy/huber-ridge.ts';
import { quantileSorted } from '../statistics/quantile.ts';

/** Three ages of a post in hours, ascending: seen, seen again, settled. */
export interface GrowthAges {
  readonly earlyHours: number;
  readonly lateHours: number;
  readonly settledHours: number;
}

/** What one post had at the three ages: views, or any other count that grows. */
export interface GrowthRow {
  readonly early: number;
  readonly late: number;
  readonly settled: number;
}

export interface GrowthModel {
  readonly ages: GrowthAges;
  /** Exponents at which the slope may change, ascending; the outer two are the range learnt on. */
  readonly knots: Float64Array;
  /** Smallest and largest log(1 + late) learnt on. */
  readonly sizes: readonly [number, number];
  readonly coefficients: Float64Array;
  /** Posts it was fitted on. */
  readonly posts: number;
}

/** From a day and a half and three days to a week. */
export const usualAges: GrowthAges = { earlyHours: 36, lateHours: 72, settledHours: 168 };

const fewestPosts = 50;
/** Shares of the posts below each knot: the range without its last hundredths, and bends within. */
const knotShares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99] as const;
/** L2 penalty on standardised columns, in posts. */
const penalty = 1;

const isCount = (value: number): boolean => Number.isFinite(value) && value >= 0;

/** d log(1 + count) / d log(age) between the first two ages; a fall counts as no growth. */
const exponentOf = (ages: GrowthAges, early: number, late: number): number =>
  Math.max(0, Math.log1p(late) - Math.log1p(early)) / Math.log(ages.lateHours / ages.earlyHours);

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** Intercept, size, exponent, their product, and the exponent beyond each inner knot. */
function columnsOf(
  { knots, sizes }: Pick<GrowthModel, 'knots' | 'sizes'>,
  late: number,
  exponent: number,
): number[] {
  const within = clamp(exponent, knots[0] ?? 0, knots[knots.length - 1] ?? 0);
  const size = clamp(Math.log1p(late), ...sizes);
  const bends = Array.from(knots.subarray(1, -1), (knot) => Math.max(0, within - knot));
  return [1, size, within, size * within, ...bends];
}

/**
 * Learns from posts whose growth is known how much they still grew after the second age:
 * log(settled) − log(late) is a broken line in the growth exponent between the first two
 * ages (slopes change at fixed shares of the posts) whose level and slope go with log size,
 * fitted by Huber's robust regression with a small ridge penalty. Growth by a power law would
 * be the exponent itself times log(settled age / late age); the fit corrects that for fast and
 * slow posts apart. Beyond the exponents and sizes learnt on it stays what it is at their ends. Rows with a negative or infinite count are left out; null
 * with fewer than 50 others, or ages that do not ascend. O(posts).
 *
 * @example
 * const model = fitGrowth(rows);
 * const views = model === null ? null : predictGrowth(model, 12_000, 19_000);
 */
export function fitGrowth(
  rows: readonly GrowthRow[],
  ages: GrowthAges = usualAges,
): GrowthModel | null {
  const ascending = 0 < ages.earlyHours && ages.earlyHours < ages.lateHours;
  const usable = rows.filter((row) => [row.early, row.late, row.settled].every(isCount));
  if (!ascending || !(ages.lateHours < ages.settledHours) || usable.length < fewestPosts) {
    return null;
  }
  const exponents = Float64Array.from(usable, ({ early, late }) => exponentOf(ages, early, late));
  const sorted = exponents.toSorted();
  const knots = Float64Array.from(knotShares, (share) => quantileSorted(sorted, share) ?? 0);
  const ordered = Float64Array.from(usable, ({ late }) => Math.log1p(late)).sort();
  const range = { knots, sizes: [ordered[0] ?? 0, ordered[ordered.length - 1] ?? 0] as const };
  const cells = usable.map(({ late }, i) => columnsOf(range, late, exponents[i] ?? 0));
  const design: DesignMatrix = {
    rows: usable.length,
    columns: cells[0]?.length ?? 0,
    cells: Float64Array.from(cells.flat()),
  };
  const target = Float64Array.from(
    usable,
    ({ late, settled }) => Math.log1p(settled) - Math.log1p(late),
  );
  const coefficients = fitHuberRidge(design, target, penalty);
  return coefficients === null ? null : { ages, ...range, coefficients, posts: usable.length };
}

/**
 * The count to expect at the settled age, given those at the first two; never below the second.
 * Null for counts that are none. O(1).
 */
export function predictGrowth(model: GrowthModel, early: number, late: number): number | null {
  if (!isCount(early) || !isCount(late)) return null;
  const cells = Float64Array.from(columnsOf(model, late, exponentOf(model.ages, early, late)));
  const columns = model.coefficients.length;
  const rise = rowTimes({ rows: 1, columns, cells }, 0, model.coefficients);
  return Math.expm1(Math.log1p(late) + Math.max(0, rise));
}

/**
 * The yardstick without learning: the growth exponent between the first two ages holds on.
 * Null for counts that are none. O(1).
 */
export function extrapolateGrowth(
  early: number,
  late: number,
  ages: GrowthAges = usualAges,
): number | null {
  if (!isCount(early) || !isCount(late)) return null;
  const onward = Math.log(ages.settledHours / ages.lateHours);
  return Math.expm1(Math.log1p(late) + exponentOf(ages, early, late) * onward);
}
