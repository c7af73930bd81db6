/** One end of an interval: a number, one number per sample of the curve, or null for open. */
export type Border = number | Float64Array | null;

/** A lower border alone, or [lower, upper]; both ends belong to the interval. */
export type Condition = Border | readonly [Border, Border];

/**
 * Which maxima count as peaks. A condition that is absent is neither tested nor are its
 * properties reported; `[null, null]` reports them and lets everything pass.
 */
export interface PeakOptions {
  /** Of the curve at the peak. */
  readonly height?: Condition;
  /** Vertical distance to both direct neighbours. */
  readonly threshold?: Condition;
  /** Least distance between peaks in samples, at least 1; the higher peak stays. */
  readonly distance?: number;
  /** How far a peak stands above the higher of its two bases. */
  readonly prominence?: Condition;
  /** In samples, at `relHeight`. */
  readonly width?: Condition;
  /** Part of the prominence below the summit at which the width is measured; 0.5 unless told. */
  readonly relHeight?: number;
  /** Samples in the flat top. */
  readonly plateauSize?: Condition;
  /** Window in samples, above 1, that limits the search for bases to its half on each side. */
  readonly wlen?: number;
}

/**
 * Names and meaning as scipy's properties dictionary; each array stands beside `peaks`.
 * Bases and edges are positions in the curve; `…Ips` are interpolated positions.
 */
export interface PeakProperties {
  readonly plateauSizes?: Float64Array;
  readonly leftEdges?: Float64Array;
  readonly rightEdges?: Float64Array;
  readonly peakHeights?: Float64Array;
  readonly leftThresholds?: Float64Array;
  readonly rightThresholds?: Float64Array;
  readonly prominences?: Float64Array;
  readonly leftBases?: Float64Array;
  readonly rightBases?: Float64Array;
  readonly widths?: Float64Array;
  readonly widthHeights?: Float64Array;
  readonly leftIps?: Float64Array;
  readonly rightIps?: Float64Array;
}

export interface Peaks {
  /** Ascending positions in the curve. */
  readonly peaks: Int32Array;
  readonly properties: PeakProperties;
}
