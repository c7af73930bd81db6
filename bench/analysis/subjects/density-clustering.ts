import { DBSCAN } from 'density-clustering';
import { density, epsFor } from '../settings.ts';
import { readRows, type Subject } from '../subject.ts';

export const densityClustering: Subject = (file, rows) => {
  const points = readRows(file, rows, 2);
  return () => {
    const labels = new Float64Array(rows).fill(-1);
    const clusters = new DBSCAN().run(points, epsFor(rows), density.minSamples);
    for (const [label, members] of clusters.entries()) {
      for (const row of members) labels[row] = label;
    }
    return labels;
  };
};
