import type { MetricName } from '../../src/dbscan/metrics.ts';

/** Euclidean distances stay squared, as they are compared. */
const compared: Readonly<
  Record<MetricName, (a: readonly number[], b: readonly number[]) => number>
> = {
  euclidean: (a, b) => a.reduce((sum, x, f) => sum + (x - (b[f] ?? 0)) * (x - (b[f] ?? 0)), 0),
  manhattan: (a, b) => a.reduce((sum, x, f) => sum + Math.abs(x - (b[f] ?? 0)), 0),
  chebyshev: (a, b) => Math.max(...a.map((x, f) => Math.abs(x - (b[f] ?? 0)))),
  cosine: (a, b) => {
    const product = (v: readonly number[], w: readonly number[]) =>
      v.reduce((sum, x, f) => sum + x * (w[f] ?? 0), 0);
    const length = Math.sqrt(product(a, a)) * Math.sqrt(product(b, b));
    return length === 0 ? 1 : 1 - product(a, b) / length;
  },
};

/** DBSCAN word for word as scikit-learn's loop has it: all neighbour lists, then depth first. */
export function dbscanByDefinition(
  rows: readonly (readonly number[])[],
  eps: number,
  minSamples: number,
  metric: MetricName,
): number[] {
  const reach = metric === 'euclidean' ? eps * eps : eps;
  const neighbours = rows.map((a) =>
    rows.flatMap((b, j) => (compared[metric](a, b) <= reach ? [j] : [])),
  );
  const isCore = (row: number): boolean => (neighbours[row]?.length ?? 0) >= minSamples;
  const labels = rows.map(() => -1);
  let cluster = 0;
  rows.forEach((_, start) => {
    if (labels[start] !== -1 || !isCore(start)) return;
    const stack = [start];
    for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
      if (labels[row] !== -1) continue;
      labels[row] = cluster;
      if (isCore(row)) stack.push(...(neighbours[row] ?? []).filter((n) => labels[n] === -1));
    }
    cluster += 1;
  });
  return labels;
}
