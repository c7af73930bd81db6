/** Where one run of weighted sums reads and writes. */
export interface Run {
  readonly source: Float64Array;
  /** Index of what the first weight of the first sum meets. */
  readonly from: number;
  /** Distance in the source between what neighbouring weights meet. */
  readonly stride: number;
  readonly target: Float64Array;
  /** Index of the first sum in the target. */
  readonly to: number;
  /** Number of sums; each starts one place further on than the one before. */
  readonly count: number;
}

/**
 * target[to + i] = Σ weights[t] · source[from + i + t · stride], for i in [0, count). Four
 * sums at a time, so that they do not wait for one another; each adds in the order of the
 * weights. O(count · weights).
 */
export function convolve(
  weights: Float64Array,
  { source, from, stride, target, to, count }: Run,
): void {
  const taps = weights.length;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let t = 0, s = from + i; t < taps; t += 1, s += stride) {
      const weight = weights[t] as number;
      first += weight * (source[s] as number);
      second += weight * (source[s + 1] as number);
      third += weight * (source[s + 2] as number);
      fourth += weight * (source[s + 3] as number);
    }
    target[to + i] = first;
    target[to + i + 1] = second;
    target[to + i + 2] = third;
    target[to + i + 3] = fourth;
  }
  for (; i < count; i += 1) {
    let sum = 0;
    for (let t = 0, s = from + i; t < taps; t += 1, s += stride)
      sum += (weights[t] as number) * (source[s] as number);
    target[to + i] = sum;
  }
}
