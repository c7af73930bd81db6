import { describe, expect, it } from 'vitest';
import { dbscan } from '../src/dbscan/dbscan.ts';
import type { MetricName } from '../src/dbscan/metrics.ts';
import { readGolden } from './golden.ts';

interface DbscanGolden {
  readonly cases: readonly {
    readonly name: string;
    readonly X: readonly number[][];
    readonly results: readonly {
      readonly eps: number;
      readonly min_samples: number;
      readonly metric: MetricName;
      readonly labels: readonly number[];
      readonly core: readonly number[];
    }[];
  }[];
}

const golden = readGolden<DbscanGolden>('dbscan.json');

describe.skipIf(golden === null)('golden: dbscan', () => {
  const cases = (golden?.cases ?? []).flatMap(({ name, X, results }) =>
    results.map((result) => ({ name, X, ...result })),
  );

  it.each(cases)(
    '$name, $metric eps $eps, min_samples $min_samples: the labels of scikit-learn',
    ({ X, eps, min_samples, metric, labels, core }) => {
      const points = Float64Array.from(X.flat());
      const found = dbscan(points, X[0]?.length ?? 1, { eps, minSamples: min_samples, metric });
      expect([...found.labels]).toEqual(labels);
      expect([...found.core]).toEqual(core);
      expect(found.clusters).toBe(Math.max(-1, ...labels) + 1);
    },
  );
});
