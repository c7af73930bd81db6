import { difference } from '../effects/contrast.ts';
import { at, indexAt } from '../statistics/at.ts';
import { logDifferencePct } from '../statistics/rounding.ts';
import { contrastOf, type SlotEffects } from './slot-effects.ts';
import { fewestInWindow, hoursApart } from './slot-windows.ts';

const clockFace = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Share of the posts in the hour that has most, in %, and that hour. */
function modalHour(counts: Int32Array): { hour: number; sharePct: number; nearbyPct: number } {
  const hour = counts.indexOf(Math.max(...counts));
  const total = counts.reduce((sum, count) => sum + count, 0);
  let nearby = 0;
  for (let h = 0; h < counts.length; h += 1)
    if (hoursApart(h, hour) <= 1) nearby += indexAt(counts, h);
  const pct = (count: number) => Math.round((100 * count) / total);
  return { hour, sharePct: pct(indexAt(counts, hour)), nearbyPct: pct(nearby) };
}

const signed = (pct: number): string => `${pct < 0 ? '−' : '+'}${Math.abs(Math.round(pct))} %`;

/** The candidate with the highest score; -1 without any. */
function bestCandidate({ test: { scores } }: SlotEffects): number {
  let best = -1;
  for (let slot = 0; slot < scores.length; slot += 1) {
    if (at(scores, slot) > (best < 0 ? 0 : at(scores, best))) best = slot;
  }
  return best;
}

/** Why no hour is named, in a sentence; counts are of the posts hours are chosen on. O(n). */
export function refuse(hours: SlotEffects): string {
  const { hour, sharePct, nearbyPct } = modalHour(hours.counts);
  const tried = hours.tried.reduce((sum, each) => sum + each, 0);
  if (tried === 0 && nearbyPct >= 80) {
    return `posts always go out in the same hours (around ${clockFace(hour)}, ${nearbyPct} %), so hours cannot be compared`;
  }
  if (tried === 0) {
    return `no hour and its neighbours hold ${fewestInWindow} posts to compare with the rest (most: ${clockFace(hour)}, ${sharePct} %)`;
  }
  const best = bestCandidate(hours);
  if (best < 0) return `no hour rises above the hours around it, of ${tried} hours tried`;
  const lift = difference(contrastOf(hours, best));
  const found =
    lift === null || lift <= 0 ? '' : `: best ${clockFace(best)} ${signed(logDifferencePct(lift))}`;
  return `no hour differs more than chance would${found}, p = ${at(hours.test.pValues, best).toFixed(2)} over ${tried} hours tried`;
}
