import { type Random, randomFor } from '@viral-scan/analysis';
import { forecast } from './settings.ts';

/** A standard normal number (Box & Muller). */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Rows of correlated columns on three scales; one row in fifty is far off in a few of them. */
export function eightColumns(rows: number): Float64Array {
  const random = randomFor('eight columns', rows);
  const points = new Float64Array(rows * 8);
  for (let row = 0; row < rows; row += 1) {
    const common = normal(random);
    const isOdd = random() < 0.02;
    for (let d = 0; d < 8; d += 1) {
      const off = isOdd && random() < 0.4 ? 6 * normal(random) : 0;
      points[row * 8 + d] = (0.6 * common + 0.8 * normal(random) + off) * 10 ** (d % 3);
    }
  }
  return points;
}

/** Blobs of different widths around middles in a cube of the given side, and a tenth of stray rows. */
function blobs(rows: number, dims: number, count: number, side: number): Float64Array {
  const random = randomFor('blobs', rows, dims);
  const middles = Float64Array.from({ length: count * dims }, () => side * random());
  const widths = Float64Array.from({ length: count }, () => 0.3 + 0.9 * random());
  const points = new Float64Array(rows * dims);
  for (let row = 0; row < rows; row += 1) {
    const blob = Math.floor(random() * count);
    const isStray = random() < 0.1;
    for (let d = 0; d < dims; d += 1) {
      points[row * dims + d] = isStray
        ? side * random()
        : (middles[blob * dims + d] as number) + (widths[blob] as number) * normal(random);
    }
  }
  return points;
}

/** Like a layout of posts: twenty groups in a plane of 20 by 20. */
export const plane = (rows: number): Float64Array => blobs(rows, 2, 20, 20);

/** Like the features of posts: thirty groups in twelve dimensions. */
export const twelveColumns = (rows: number): Float64Array => blobs(rows, 12, 30, 8);

/** Hourly values with a slow trend, a day, a week, noise, and one value in a hundred far off. */
export function hourly(count: number): Float64Array {
  const random = randomFor('hourly', count);
  return Float64Array.from({ length: count }, (_, hour) => {
    const day = Math.sin((2 * Math.PI * hour) / 24);
    const week = Math.cos((2 * Math.PI * hour) / 168);
    const trend = 3 * Math.sin((2 * Math.PI * hour) / 9_000);
    const spike = random() < 0.01 ? 8 * normal(random) : 0;
    return 20 + trend + 3 * day + 2 * week + normal(random) + spike;
  });
}

/** Waves of several lengths under noise. */
export function waves(count: number): Float64Array {
  const random = randomFor('waves', count);
  return Float64Array.from(
    { length: count },
    (_, i) => Math.sin(i / 3.7) + 2 * Math.sin(i / 41) + 0.4 * normal(random),
  );
}

/** Series of a year and the fourteen days after it: weeks, a wandering level, noise. */
export function daily(series: number): Float64Array {
  const random = randomFor('daily', series);
  const days = forecast.history + forecast.horizon;
  const values = new Float64Array(series * days);
  for (let row = 0; row < series; row += 1) {
    const week = Float64Array.from({ length: 7 }, () => 0.4 * normal(random));
    const memory = 0.3 + 0.6 * random();
    let level = 0;
    for (let day = 0; day < days; day += 1) {
      level = memory * level + 0.3 * normal(random);
      values[row * days + day] = 6 + level + (week[day % 7] as number) + 0.2 * normal(random);
    }
  }
  return values;
}

/** Pairs that go together, whole numbers with many ties. */
export function pairs(count: number): Float64Array {
  const random = randomFor('pairs', count);
  const values = new Float64Array(2 * count);
  for (let i = 0; i < count; i += 1) {
    const x = normal(random);
    values[2 * i] = Math.round(100 * x);
    values[2 * i + 1] = Math.round(100 * (0.2 * x + normal(random)));
  }
  return values;
}
