import { sharedFloat32 } from '../parallel/shared-arrays.ts';
import type { LayoutCurve } from './layout-curve.ts';

/** Bins per doubling of the squared distance: 2⁶, so that it is off by at most 0.8 %. */
const FRACTION_BITS = 6;
/** Squared distances from 2⁻³⁰ to 2²⁴; beyond, the outermost bins stand. */
const LOWEST = -30;
const HIGHEST = 24;
const SHIFT = 23 - FRACTION_BITS;
const FIRST = (127 + LOWEST) << FRACTION_BITS;
const BINS = (HIGHEST - LOWEST) << FRACTION_BITS;

/** A force moves a row no farther than this in an epoch, times the rate. */
const REACH = 4;
/** Keeps two rows at one place from being thrown apart without limit. */
const SOFTENING = 0.001;

const single = new Float32Array(1);
const bits = new Int32Array(single.buffer);

/** The bin of a squared distance: exponent and first bits of its fraction. O(1). */
export function forceBin(squared: number): number {
  single[0] = squared;
  const bin = ((bits[0] as number) >> SHIFT) - FIRST;
  return bin < 0 ? 0 : bin < BINS ? bin : BINS - 1;
}

/** By bin of squared distance, what a row's gap to another is multiplied with. */
export type Forces = {
  /** Along a tie, towards the other. */
  readonly pull: Float32Array;
  /** Away from a row that has no tie. */
  readonly push: Float32Array;
};

/**
 * The gradients of UMAP's cross entropy for the curve 1 / (1 + a·d^(2b)). A table, because a
 * power at every one of some hundred million steps would be most of the work.
 */
export function tabulateForces({ a, b }: LayoutCurve): Forces {
  const pull = sharedFloat32(BINS);
  const push = sharedFloat32(BINS);
  for (let bin = 0; bin < BINS; bin += 1) {
    bits[0] = ((bin + FIRST) << SHIFT) + (1 << (SHIFT - 1));
    const squared = single[0] as number;
    const power = squared ** b;
    const most = REACH / Math.sqrt(squared);
    pull[bin] = Math.min(most, (2 * a * b * (power / squared)) / (1 + a * power));
    push[bin] = Math.min(most, (2 * b) / ((SOFTENING + squared) * (1 + a * power)));
  }
  return { pull, push };
}
