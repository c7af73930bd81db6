/**
 * A typed array as the list of numbers that simple-statistics' types ask for. The
 * functions used here (mean, standardDeviation, quantile, quantileSorted) read only
 * length, index and slice, which both have; those that use `map`, such as its rank
 * correlation, answer NaN on typed arrays and are not used.
 */
export const numberList = (values: Float64Array): readonly number[] =>
  values as unknown as readonly number[];
