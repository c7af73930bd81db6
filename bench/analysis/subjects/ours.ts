import {
  createWorkerPool,
  dbscan,
  findPeaks,
  fixedWindows,
  forecastSeries,
  isolationForest,
  mean,
  quantile,
  randomFor,
  spearman,
  stl,
  umap,
  vaderScores,
  windowDeviation,
  windowMean,
  windowMedian,
} from '@viral-scan/analysis';
import * as settings from '../settings.ts';
import { joined, readNumbers, readTexts, type Subject } from '../subject.ts';

const threads = 2;
const pool = createWorkerPool(threads);

const isolationForestSubject: Subject = (file, rows) => {
  const points = readNumbers(file, rows, 8);
  return () => {
    const random = randomFor('bench');
    const found = isolationForest(points, 8, { ...settings.forest, random, parallel: pool });
    if (found.status !== 'sufficient') throw new Error(found.reason);
    return found.scores;
  };
};

const cluster = (points: Float64Array): Float64Array => {
  const eps = settings.epsFor(points.length / 2);
  return Float64Array.from(dbscan(points, 2, { eps, ...settings.density }).labels);
};

const dbscanSubject: Subject = (file, rows) => {
  const points = readNumbers(file, rows, 2);
  return () => cluster(points);
};

function layOut(points: Float64Array): Float64Array {
  const { neighbours: neighbors, minDist } = settings.layout;
  const random = randomFor('bench');
  const rows = points.length / 12;
  const found = umap(points, rows, 12, { random, neighbors, minDist, parallel: pool });
  if (found.status !== 'sufficient') throw new Error(found.reason);
  return found.layout;
}

const umapSubject: Subject = (file, rows) => {
  const points = readNumbers(file, rows, 12);
  return () => layOut(points);
};

const umapDbscanSubject: Subject = (file, rows) => {
  const points = readNumbers(file, rows, 12);
  return () => cluster(layOut(points));
};

const stlSubject =
  (period: number, robust: boolean): Subject =>
  (file, rows) => {
    const series = readNumbers(file, rows, 1);
    return () => {
      const found = stl(series, period, { robust });
      if (found.status !== 'sufficient') throw new Error(found.reason);
      return joined([found.trend, found.seasonal]);
    };
  };

const findPeaksSubject: Subject = (file, rows) => {
  const curve = readNumbers(file, rows, 1);
  return () => {
    const found = findPeaks(curve, settings.peaks);
    return joined([found.peaks, found.properties.prominences ?? []]);
  };
};

const rollingSubject: Subject = (file, rows) => {
  const series = readNumbers(file, rows, 1);
  return () => {
    const windows = fixedWindows(series.length, settings.rollingWindow);
    return joined([
      windowMean(series, windows),
      windowDeviation(series, windows),
      windowMedian(series, windows),
    ]);
  };
};

const forecastSubject: Subject = (file, rows) => {
  const { period, history, horizon } = settings.forecast;
  const numbers = readNumbers(file, rows, history + horizon);
  const series = Array.from({ length: rows }, (_, row) => {
    const start = row * (history + horizon);
    return numbers.slice(start, start + history);
  });
  return () =>
    joined(
      series.map((values) => {
        const found = forecastSeries(values, { horizon, period });
        if (found.status !== 'sufficient') throw new Error(found.reason);
        return found.mean;
      }),
    );
};

const vaderSubject: Subject = (file, rows) => {
  const texts = readTexts(file, rows);
  return () => Float64Array.from(texts, (text) => vaderScores(text).compound);
};

const quantileSubject: Subject = (file, rows) => {
  const values = readNumbers(file, rows, 1);
  return () =>
    Float64Array.of(
      mean(values) ?? Number.NaN,
      ...settings.quantiles.map((p) => quantile(values, p) ?? Number.NaN),
    );
};

const spearmanSubject: Subject = (file, rows) => {
  const pairs = readNumbers(file, rows, 2);
  const x = Float64Array.from({ length: rows }, (_, i) => pairs[2 * i] as number);
  const y = Float64Array.from({ length: rows }, (_, i) => pairs[2 * i + 1] as number);
  return () => {
    const found = spearman(x, y);
    return Float64Array.of(found?.coefficient ?? Number.NaN, found?.pValue ?? Number.NaN);
  };
};

/** Our implementations, on two threads where they take them. */
export const ours: Readonly<Record<string, Subject>> = {
  'isolation-forest': isolationForestSubject,
  dbscan: dbscanSubject,
  umap: umapSubject,
  'umap-dbscan': umapDbscanSubject,
  'stl-24': stlSubject(24, false),
  'stl-168': stlSubject(168, false),
  'stl-24-robust': stlSubject(24, true),
  'stl-168-robust': stlSubject(168, true),
  'find-peaks': findPeaksSubject,
  rolling: rollingSubject,
  forecast: forecastSubject,
  vader: vaderSubject,
  quantile: quantileSubject,
  spearman: spearmanSubject,
};
