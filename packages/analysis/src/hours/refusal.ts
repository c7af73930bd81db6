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

/** Why no hour is named, in a sentence. O(n). */
export function refuse(hours: SlotEffects): string {
  const { hour, sharePct, nearbyPct } = modalHour(hours.counts);
  const triedCount = hours.tried.reduce((sum, tried) => sum + tried, 0);
  if (triedCount === 0 && nearbyPct >= 80) {
    return `posts always go out in the same hours (around ${clockFace(hour)}, ${nearbyPct} %), so hours cannot be compared`;
  }
  if (triedCount === 0) {
    return `no hour and its neighbours hold ${fewestInWindow} posts to compare with the rest (most: ${clockFace(hour)}, ${sharePct} %)`;
  }
  const { scores, pValues } = hours.test;
  let best = -1;
  for (let h = 0; h < scores.length; h += 1) {
    if (hours.tried[h] === 1 && (best < 0 || at(scores, h) > at(scores, best))) best = h;
  }
  const lift = difference(contrastOf(hours, best));
  const found =
    lift === null || lift <= 0 ? '' : `: best ${clockFace(best)} ${signed(logDifferencePct(lift))}`;
  return `no hour differs more than chance would${found}, p = ${at(pValues, best).toFixed(2)} over ${triedCount} hours tried`;
}
