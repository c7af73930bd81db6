/**
 * A finite number to so many decimals (half away from zero by `Math.round` on the
 * magnitude), never -0; anything not finite is null, so that NaN never travels.
 * Beyond 2^53 / 10^decimals the value has no such decimals and is returned as it is.
 */
export function rounded(value: number | null, decimals: number): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  const scale = 10 ** decimals;
  const scaled = Math.abs(value) * scale;
  if (scaled > Number.MAX_SAFE_INTEGER) return value;
  return (Math.sign(value) * Math.round(scaled)) / scale + 0;
}

/** As `rounded`, with 0 in place of null. Only where the value is known to be finite. */
export const roundedOrZero = (value: number, decimals: number): number =>
  rounded(value, decimals) ?? 0;

/** A difference of logs as a relative difference in %, to two decimals. */
export const logDifferencePct = (difference: number): number =>
  roundedOrZero(100 * Math.expm1(Math.min(difference, 20)), 2);
