import { IsolationForest } from 'ml-isolation-forest';
import { forest } from '../settings.ts';
import { readRows, type Subject } from '../subject.ts';

export const mlIsolationForest: Subject = (file, rows) => {
  const points = readRows(file, rows, 8);
  return () => {
    const trained = new IsolationForest({ nEstimators: forest.trees });
    trained.train(points);
    return Float64Array.from(trained.predict(points));
  };
};
