import { findCircularPeaks } from '../peaks/circular-peaks.ts';
import { at, indexAt } from '../statistics/at.ts';
import type { Cut } from './slot-windows.ts';

/** A peak rises at least so far above the higher of its valleys: 2 %, in log units. */
const leastProminence = Math.log(1.02);

/**
 * Writes how far each candidate rises above its valley: a circular peak by its prominence,
 * with `shoulders` also its neighbours down to half of it, as far as they rise. 0 for slots
 * that are no candidates. O(peaks · slots).
 */
export function prominences(cut: Cut, curve: Float64Array, rises: Float64Array): void {
  rises.fill(0);
  const { peaks, properties } = findCircularPeaks(curve, { prominence: leastProminence });
  const found = properties.prominences ?? new Float64Array();
  for (let p = 0; p < peaks.length; p += 1) {
    const peak = indexAt(peaks, p);
    const rise = at(found, p);
    rises[peak] = rise;
    for (const step of cut.shoulders ? [1, cut.slotCount - 1] : []) {
      let slot = (peak + step) % cut.slotCount;
      while (slot !== peak && at(curve, peak) - at(curve, slot) <= rise / 2) {
        rises[slot] = Math.max(at(rises, slot), rise - (at(curve, peak) - at(curve, slot)));
        slot = (slot + step) % cut.slotCount;
      }
    }
  }
}
