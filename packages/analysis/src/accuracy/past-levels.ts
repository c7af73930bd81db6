import { at, indexAt } from '../statistics/at.ts';
import { median } from '../statistics/quantile.ts';

/** Posts whose mean is the yardstick of every expectation. */
export const trailingPosts = 20;
export const fewestBefore = 5;

/**
 * Mean of the (up to) `width` values before each; the first ones, with fewer than
 * `fewestBefore`, have the mean of all before, and the very first its own value's absence: 0.
 * By prefix sums, O(n).
 */
export function meanBefore(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i += 1) sums[i + 1] = at(sums, i) + at(values, i);
  return values.map((_, i) => {
    const from = Math.max(0, i - width);
    return i === from ? 0 : (at(sums, i) - at(sums, from)) / (i - from);
  });
}

/** Exponentially weighted mean of the values before each, by a half-life in posts. O(n). */
export function fadingMeanBefore(values: Float64Array, halfLife: number): Float64Array {
  const keep = 0.5 ** (1 / halfLife);
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    const mean = weight === 0 ? 0 : sum / weight;
    sum = keep * sum + value;
    weight = keep * weight + 1;
    return mean;
  });
}

/** Median of the (up to) `width` values before each; 0 before the first. O(n · width log width). */
export const medianBefore = (values: Float64Array, width: number): Float64Array =>
  values.map((_, i) => median(values.subarray(Math.max(0, i - width), i)) ?? 0);

/**
 * How the (up to 20) posts of the same group before each lay above the general level at their
 * time, shrunk to 0 by n / (n + 5). O(n · 20).
 */
export function groupLevelBefore(
  values: Float64Array,
  levels: Float64Array,
  groups: Int32Array,
): Float64Array {
  const recent = new Map<number, number[]>();
  return values.map((value, i) => {
    const group = indexAt(groups, i);
    const past = recent.get(group) ?? [];
    recent.set(group, past);
    const sum = past.reduce((total, each) => total + each, 0);
    const level = sum / (past.length + 5);
    past.push(value - at(levels, i));
    if (past.length > trailingPosts) past.shift();
    return level;
  });
}
