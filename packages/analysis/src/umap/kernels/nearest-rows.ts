import { mix } from '../item-draws.ts';

/**
 * Squared Euclidean distance of two rows of a row-major matrix whose width is a multiple of
 * four (shorter rows end in zeros), so that the loop needs no rest. O(width).
 */
export function squaredDistance(
  points: Float32Array,
  width: number,
  one: number,
  other: number,
): number {
  let a = one * width;
  let b = other * width;
  let even = 0;
  let odd = 0;
  for (const end = a + width; a < end; a += 4, b += 4) {
    const d0 = (points[a] as number) - (points[b] as number);
    const d1 = (points[a + 1] as number) - (points[b + 1] as number);
    const d2 = (points[a + 2] as number) - (points[b + 2] as number);
    const d3 = (points[a + 3] as number) - (points[b + 3] as number);
    even += d0 * d0 + d2 * d2;
    odd += d1 * d1 + d3 * d3;
  }
  return even + odd;
}

/**
 * Orders rows that are equally far from one. Not by number: then all copies of a post would
 * name the same few of them, and those would be named by thousands.
 */
const rank = (row: number, other: number): number => mix(mix(row) + other);

/**
 * Takes a candidate into the sorted list of a row's `k` nearest, if it belongs there and is not
 * there yet. The list depends on the candidates alone, not on the order they come in. O(k).
 */
export function keepNearest(
  ids: Int32Array,
  distances: Float32Array,
  k: number,
  row: number,
  candidate: number,
  exactDistance: number,
): void {
  const distance = Math.fround(exactDistance);
  const first = row * k;
  let place = first + k;
  while (place > first) {
    const before = distances[place - 1] as number;
    if (before < distance) break;
    if (before === distance) {
      const other = ids[place - 1] as number;
      if (other === candidate) return;
      if (rank(row, other) < rank(row, candidate)) break;
    }
    place -= 1;
  }
  if (place === first + k) return;
  for (let slot = first + k - 1; slot > place; slot -= 1) {
    ids[slot] = ids[slot - 1] as number;
    distances[slot] = distances[slot - 1] as number;
  }
  ids[place] = candidate;
  distances[place] = distance;
}
