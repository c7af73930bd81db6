/** Why a series was not decomposed. */
export interface Undecomposed {
  readonly status: 'insufficient';
  /**
   * `too_short`: fewer than two periods (for several seasons: not more than two of the
   * shortest); `not_finite`: a value is NaN or infinite; `not_positive`: seasons that
   * multiply need values above 0.
   */
  readonly reason: 'too_short' | 'not_finite' | 'not_positive';
}

export const undecomposed = (reason: Undecomposed['reason']): Undecomposed => ({
  status: 'insufficient',
  reason,
});

/** Three parts that add up to the series, and how much each value weighed in the fits. */
export interface Decomposition {
  readonly status: 'sufficient';
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly residual: Float64Array;
  /** From 0 (an outlier, left out) to 1; all 1 unless robust. */
  readonly weights: Float64Array;
}
