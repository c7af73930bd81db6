import { at } from '../statistics/at.ts';
import { mean } from '../statistics/moments.ts';
import type { Random } from './sfc32.ts';

/**
 * How many neighbouring posts must stay together for resampling to respect time
 * order: five times the integrated autocorrelation time (1 + 2 Σ ρ_k up to the first
 * ρ_k within chance, 2 / √n), at least 10 and n^⅓ (the order at which blocks of a long series
 * are best: Künsch 1989), at most a sixth of the series. O(n · lags).
 */
export function blockLength(residuals: Float64Array): number {
  const n = residuals.length;
  const centre = mean(residuals) ?? 0;
  let variance = 0;
  for (let i = 0; i < n; i += 1) variance += (at(residuals, i) - centre) ** 2;
  let time = 1;
  for (let lag = 1; variance > 0 && lag <= Math.min(60, n / 4); lag += 1) {
    let product = 0;
    for (let i = lag; i < n; i += 1) {
      product += (at(residuals, i) - centre) * (at(residuals, i - lag) - centre);
    }
    if (product / variance < 2 / Math.sqrt(n)) break;
    time += (2 * product) / variance;
  }
  return Math.max(
    1,
    Math.min(Math.max(10, Math.ceil(Math.cbrt(n)), Math.ceil(5 * time)), Math.floor(n / 6)),
  );
}

/**
 * Sums of a rearrangement of `values` per slot, written into `sums`. The rearrangement keeps
 * time order inside blocks: the series is closed to a circle, turned by a random shift, cut
 * into blocks of random length (half to one and a half `length`) and the blocks are shuffled.
 * A shift alone would be blind on accounts with a fixed timetable, whose hours repeat
 * under it; the odd lengths break that. O(n).
 */
export function sumShuffledBlocks(
  values: Float64Array,
  slots: Int32Array,
  sums: Float64Array,
  length: number,
  random: Random,
): void {
  const n = values.length;
  const shortest = Math.max(1, Math.ceil(length / 2));
  const spread = Math.max(1, length - 1);
  const starts: number[] = [];
  for (let position = 0; position < n; ) {
    starts.push(position);
    position += shortest + Math.floor(random() * (spread + 1));
  }
  const order = starts.map((_, block) => block);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  const shift = Math.floor(random() * n);
  sums.fill(0);
  let place = 0;
  for (const block of order) {
    const start = (starts[block] as number) + shift;
    const end = Math.min(starts[block + 1] ?? n, n) + shift;
    const turn = Math.min(end, Math.max(start, n));
    for (let i = start; i < turn; i += 1) {
      const slot = slots[place++] as number;
      sums[slot] = (sums[slot] as number) + (values[i] as number);
    }
    for (let i = turn - n; i < end - n; i += 1) {
      const slot = slots[place++] as number;
      sums[slot] = (sums[slot] as number) + (values[i] as number);
    }
  }
}
