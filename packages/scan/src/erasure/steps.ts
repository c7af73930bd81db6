import type { ErasureStep } from '../ports/erasures.ts';

/**
 * In this order. Each is done once for an erasure, and safe to repeat until it has been:
 *
 * `grants`  the platforms are asked to take the grants back; without success after some minutes
 *           the tokens are destroyed all the same
 * `queue`   jobs are removed, workers are waited for, and then what Redis keeps of the user, on streams too
 * `rows`    all rows of schema `scan`
 * `keys`    the streams once more; the key of the subject is destroyed; connections and consents
 * `traces`  the queue and Redis once more: a relay or a cache may have been late
 *
 * What remains then is who the subject was; it goes with the end of the erasure.
 */
export const erasureSteps: readonly ErasureStep[] = ['grants', 'queue', 'rows', 'keys', 'traces'];
