import type { HeadlineFeatures } from './headline-features.ts';

/** Columns of a model: standardised measures first, then the terms it knows. */
export interface FeatureSpace {
  readonly means: Float64Array;
  /** 1 / standard deviation, 0 where a measure never varies. */
  readonly scales: Float64Array;
  readonly terms: ReadonlyMap<string, number>;
  readonly columns: number;
}

/** Non-zero entries of a row. */
export interface SparseRow {
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Headlines a term must stand in to be known. */
const fewestHeadlines = 3;
/**
 * How large a measure or a term of each kind stands in a row: the larger, the less the
 * penalty holds it back. Chosen by cross-validation over earlier tests.
 */
const measureSize = 0.1;
const termSizes: Readonly<Record<string, number>> = { w: 0.7, l: 0.7, b: 0.5, p: 0.3, s: 0.3 };

/** Columns from some headlines, each given once. O(features). */
export function featureSpace(headlines: readonly HeadlineFeatures[]): FeatureSpace {
  const width = headlines[0]?.measures.length ?? 0;
  const means = new Float64Array(width);
  const scales = new Float64Array(width);
  const counts = new Map<string, number>();
  for (const { measures, terms } of headlines) {
    for (let k = 0; k < width; k += 1) {
      means[k] = (means[k] as number) + (measures[k] as number) / headlines.length;
    }
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  for (const { measures } of headlines) {
    for (let k = 0; k < width; k += 1) {
      const off = (measures[k] as number) - (means[k] as number);
      scales[k] = (scales[k] as number) + (off * off) / headlines.length;
    }
  }
  const known = [...counts].filter(([, count]) => count >= fewestHeadlines);
  return {
    means,
    scales: scales.map((variance) => (variance > 1e-12 ? 1 / Math.sqrt(variance) : 0)),
    terms: new Map(known.map(([term], i) => [term, width + i])),
    columns: width + known.length,
  };
}

/** A headline in these columns. O(features). */
export function rowOf(space: FeatureSpace, { measures, terms }: HeadlineFeatures): SparseRow {
  const columns: number[] = [];
  const values: number[] = [];
  measures.forEach((value, k) => {
    const scale = space.scales[k] ?? 0;
    if (scale === 0) return;
    columns.push(k);
    values.push(measureSize * scale * (value - (space.means[k] ?? 0)));
  });
  for (const term of terms) {
    const column = space.terms.get(term);
    if (column === undefined) continue;
    columns.push(column);
    values.push(termSizes[term.charAt(0)] ?? 0);
  }
  return { columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

/** The row's product with a weight per column. O(entries). */
export function product({ columns, values }: SparseRow, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < columns.length; k += 1) {
    sum += (values[k] as number) * (weights[columns[k] as number] as number);
  }
  return sum;
}
