/** Murmur3's finalizer: 32 bits to 32 bits, one to one; any change changes about half of them. */
export function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * Where the draws of an item in a round begin: every item has a stream of its own in every
 * round, so it does not matter who moves it, and when. Never 0.
 */
export const firstDraw = (seed: number, round: number, item: number): number =>
  mix(mix(mix(seed) + round) + item) | 1;

/** The next draw, 32 bits: Marsaglia's xorshift (2003), period 2³² − 1. */
export function nextDraw(draw: number): number {
  let next = draw ^ (draw << 13);
  next ^= next >>> 17;
  return next ^ (next << 5);
}
