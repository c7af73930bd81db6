/**
 * The element at an index the caller has proven to be inside. Typed arrays have
 * no holes, so the only doubt `noUncheckedIndexedAccess` leaves is the bound.
 */
export const at = (values: Float64Array, index: number): number => values[index] as number;

/** As `at`, for index arrays; apart so that each stays monomorphic in hot loops. */
export const indexAt = (values: Int32Array, index: number): number => values[index] as number;
