import { mean, quantile } from 'simple-statistics';
import { quantiles } from '../settings.ts';
import { readRows, type Subject } from '../subject.ts';

export const simpleStatistics: Subject = (file, rows) => {
  const values = readRows(file, 1, rows)[0] ?? [];
  return () => Float64Array.of(mean(values), ...quantiles.map((p) => quantile(values, p)));
};
