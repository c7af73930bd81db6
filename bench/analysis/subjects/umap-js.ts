import { UMAP } from 'umap-js';
import { layout } from '../settings.ts';
import { readRows, type Subject } from '../subject.ts';

export const umapJs: Subject = (file, rows) => {
  const points = readRows(file, rows, 12);
  return () => {
    const umap = new UMAP({ nNeighbors: layout.neighbours, minDist: layout.minDist });
    return Float64Array.from(umap.fit(points).flat());
  };
};
