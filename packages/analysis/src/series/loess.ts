import { at, indexAt } from '../statistics/at.ts';
import { convolve } from './convolve.ts';
import {
  type LoessShape,
  type LoessWindows,
  loessWindows,
  tricubeWeights,
} from './loess-windows.ts';

/**
 * Several series of one length, interleaved: value m of series j is at `m · stride + j`.
 * A plain series has stride 1 and 1 lane.
 */
export interface Lanes {
  readonly stride: number;
  readonly lanes: number;
}

type Kernel = 'fit' | 0 | 1 | 2;

/** Rows are kept while all of them together have at most so many weights (32 MiB). */
const mostKeptWeights = 2 ** 22;

/**
 * Loess of STL (Cleveland et al. 1990): a local mean (degree 0) or line (degree 1) with
 * tricube weights, evaluated at regular positions. It is prepared once and used often.
 *
 * Without weights of the values a fit is a fixed combination of its window's values: made
 * once per position near the ends, and one for all others, where smoothing is a convolution.
 * With weights w the fit is a combination of five sums, Σk·w, Σk·d·w, Σk·d²·w, Σk·w·y and
 * Σk·d·w·y (k tricube, d signed distance), which are convolutions too; the first three wait
 * for new weights only.
 *
 * O(window · values) per smoothing; memory O(window²), bounded, plus O(values).
 */
export class Loess {
  readonly #shape: LoessShape;
  readonly #windows: LoessWindows;
  readonly #stride: number;
  readonly #lanes: number;
  readonly #kept = new Map<Kernel, (Float64Array | undefined)[]>();
  readonly #keeps: boolean;
  readonly #fits: Float64Array;
  #weighted: {
    weights: Float64Array;
    products: Float64Array;
    level: Float64Array;
    slope: Float64Array;
    moments: Float64Array;
  } | null = null;

  constructor(shape: LoessShape, { stride, lanes }: Lanes = { stride: 1, lanes: 1 }) {
    this.#shape = shape;
    this.#windows = loessWindows(shape);
    this.#stride = stride;
    this.#lanes = lanes;
    const { positions, taps, interiorStart, interiorEnd } = this.#windows;
    const rows = positions.length - (interiorEnd - interiorStart) + 1;
    this.#keeps = rows * taps <= mostKeptWeights;
    this.#fits = new Float64Array(positions.length * lanes);
  }

  /** Sets weights of the values, laid out as they are; null for none. */
  weigh(weights: Float64Array | null): void {
    if (weights === null) {
      this.#weighted = null;
      return;
    }
    const { degree, count } = this.#shape;
    const size = this.#fits.length;
    const held = this.#weighted;
    const level = held?.level ?? new Float64Array(size);
    const slope = held?.slope ?? new Float64Array(size);
    const moments = held?.moments ?? new Float64Array(size);
    const products = held?.products ?? new Float64Array(weights.length);
    this.#weighted = { weights, products, level, slope, moments };
    const total = level;
    this.#sums(0, weights, total);
    if (degree === 0) {
      for (let i = 0; i < size; i += 1) level[i] = at(total, i) > 0 ? 1 / at(total, i) : Number.NaN;
      return;
    }
    this.#sums(1, weights, slope);
    this.#sums(2, weights, moments);
    const leastSpread = (0.001 * (count - 1)) ** 2;
    for (let i = 0; i < size; i += 1) {
      const sum = at(total, i);
      const centre = at(slope, i) / sum;
      const spread = at(moments, i) / sum - centre * centre;
      const incline = spread > leastSpread ? -centre / spread : 0;
      level[i] = sum > 0 ? (1 - incline * centre) / sum : Number.NaN;
      slope[i] = incline / sum;
    }
  }

  /**
   * Writes the smoothed `source` to `target`, value m of series j at `m · stride + j`, with
   * `beyond` one place further on. Where all weights of a window are 0 the value itself, or
   * beyond the ends its neighbour, stands.
   */
  smooth(source: Float64Array, target: Float64Array): void {
    const fits = this.#fits;
    if (this.#weighted === null) this.#sums('fit', source, fits);
    else this.#weightedFits(source);
    this.#spread(target);
  }

  #weightedFits(source: Float64Array): void {
    if (this.#weighted === null) return;
    const { weights, products, level, slope, moments } = this.#weighted;
    const fits = this.#fits;
    for (let i = 0; i < products.length; i += 1) products[i] = at(weights, i) * at(source, i);
    this.#sums(0, products, fits);
    for (let i = 0; i < fits.length; i += 1) fits[i] = at(fits, i) * at(level, i);
    if (this.#shape.degree === 1) {
      this.#sums(1, products, moments);
      for (let i = 0; i < fits.length; i += 1) {
        fits[i] = at(fits, i) + at(moments, i) * at(slope, i);
      }
    }
    this.#fillHoles(source, level);
  }

  /** Fits without weight take the value itself; beyond the ends the neighbouring fit. */
  #fillHoles(source: Float64Array, level: Float64Array): void {
    const { positions } = this.#windows;
    const lanes = this.#lanes;
    const fill = (fit: number, lane: number): void => {
      const position = indexAt(positions, fit);
      const place = fit * lanes + lane;
      if (!Number.isNaN(at(level, place))) return;
      if (position < 0) this.#fits[place] = at(this.#fits, place + lanes);
      else if (position >= this.#shape.count) this.#fits[place] = at(this.#fits, place - lanes);
      else this.#fits[place] = at(source, position * this.#stride + lane);
    };
    // The first fit may need the second, the last the one before it.
    for (let fit = 1; fit < positions.length; fit += 1) {
      for (let lane = 0; lane < lanes; lane += 1) fill(fit, lane);
    }
    for (let lane = 0; lane < lanes; lane += 1) fill(0, lane);
  }

  /** Sums of the source over each fit's window with weights of one kind. */
  #sums(kernel: Kernel, source: Float64Array, target: Float64Array): void {
    const { positions, firsts, interiorStart, interiorEnd } = this.#windows;
    const stride = this.#stride;
    const lanes = this.#lanes;
    const regular = this.#shape.jump === 1 && lanes === stride;
    for (let fit = 0; fit < positions.length; ) {
      const whole = regular && fit === interiorStart && interiorEnd > fit;
      const run = whole ? interiorEnd - interiorStart : 1;
      convolve(this.#kernel(kernel, fit), {
        source,
        from: indexAt(firsts, fit) * stride,
        stride,
        target,
        to: fit * lanes,
        count: run * lanes,
      });
      fit += run;
    }
  }

  #kernel(kernel: Kernel, fit: number): Float64Array {
    const { interiorStart, interiorEnd } = this.#windows;
    const row = fit > interiorStart && fit < interiorEnd ? interiorStart : fit;
    const kept = this.#kept.get(kernel) ?? [];
    const known = kept[row];
    if (known !== undefined) return known;
    const made =
      kernel === 'fit'
        ? this.#fitWeights(row)
        : tricubeWeights(this.#shape, this.#windows, row, kernel);
    if (this.#keeps || row === interiorStart) {
      kept[row] = made;
      this.#kept.set(kernel, kept);
    }
    return made;
  }

  /** The combination of a window's values that is the unweighted fit. */
  #fitWeights(fit: number): Float64Array {
    const { degree, count } = this.#shape;
    const { positions, firsts } = this.#windows;
    const weights = tricubeWeights(this.#shape, this.#windows, fit, 0);
    const start = indexAt(firsts, fit) - indexAt(positions, fit);
    let [total, first, second] = [0, 0, 0];
    for (let t = 0; t < weights.length; t += 1) {
      const weight = at(weights, t);
      const distance = start + t;
      total += weight;
      first += weight * distance;
      second += weight * distance * distance;
    }
    const centre = first / total;
    const spread = second / total - centre * centre;
    const inclined = degree === 1 && spread > (0.001 * (count - 1)) ** 2;
    const incline = inclined ? -centre / spread : 0;
    for (let t = 0; t < weights.length; t += 1) {
      weights[t] = (at(weights, t) * (1 + incline * (start + t - centre))) / total;
    }
    return weights;
  }

  /** Lays the fits out, with straight lines between those that are apart. */
  #spread(target: Float64Array): void {
    const { positions } = this.#windows;
    const stride = this.#stride;
    const lanes = this.#lanes;
    const offset = this.#shape.beyond ? 1 : 0;
    for (let fit = 0; fit < positions.length; fit += 1) {
      const position = indexAt(positions, fit);
      const gap = fit === 0 ? 1 : position - indexAt(positions, fit - 1);
      for (let lane = 0; lane < lanes; lane += 1) {
        const here = at(this.#fits, fit * lanes + lane);
        const place = (position + offset) * stride + lane;
        target[place] = here;
        if (gap === 1) continue;
        const before = at(this.#fits, (fit - 1) * lanes + lane);
        const rise = (here - before) / gap;
        for (let back = gap - 1; back > 0; back -= 1) {
          target[place - back * stride] = before + rise * (gap - back);
        }
      }
    }
  }
}
