import { at } from '../statistics/at.ts';
import { theilSenSlope } from '../statistics/theil-sen.ts';

/** Posts of each kind, growing and settled, that take part in the fit: 375,000 pairs at most. */
const mostOfEach = 500;

interface Point {
  readonly x: number;
  readonly y: number;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Evenly spaced ones of those in order, so that what is left is spread as all were. */
function thinned(points: readonly Point[]): readonly Point[] {
  const n = points.length;
  if (n <= mostOfEach) return points;
  const places = Array.from({ length: mostOfEach }, (_, i) =>
    Math.floor(((i + 0.5) * n) / mostOfEach),
  );
  return places.flatMap((place) => points[place] ?? []);
}

/**
 * d log(1 + count) / d log(age) of an account, learnt across its posts, each seen once: when it
 * is read for the first time that is all there is, and posts whose own growth is known are mostly
 * compared at equal age. Theil–Sen, as hits are what is looked for and must not bend the line;
 * between 0 and 1, as counters do not fall and a post's audience does not gather speed. So where an
 * account has hardly any growing posts to learn from, a young one that has more than settled ones
 * stands above them, and another stands about where the settled ones do. The largest `x` is taken
 * as settled; of more than 500 growing or 500 settled posts every so manieth takes part.
 * 0 where all have the same age. O(n log n).
 */
export function growthExponent(logAges: Float64Array, logs: Float64Array): number {
  const points = Array.from(logAges, (x, i): Point => ({ x, y: at(logs, i) }));
  points.sort((a, b) => a.x - b.x || a.y - b.y);
  const settledAt = points.at(-1)?.x ?? 0;
  const used = [
    ...thinned(points.filter(({ x }) => x < settledAt)),
    ...thinned(points.filter(({ x }) => x === settledAt)),
  ];
  const slope = theilSenSlope(
    Float64Array.from(used, ({ x }) => x),
    Float64Array.from(used, ({ y }) => y),
  );
  return clamp(slope ?? 0);
}
