import { maxRetentionShare, type RetentionCurve } from '@viral-scan/contracts';
import { broken } from '../../answer/json-node.ts';
import { optionalNumber } from '../../answer/numbers.ts';
import type { ReportRow } from './report.ts';

export const retentionMetrics = ['audienceWatchRatio'];

/** How far FLOAT columns may be off by binary noise. */
const noise = 1e-6;
const maxPoints = 1_000;

/** Who still watches after which part of a video, 0–1, ascending. */
export interface RetentionByRatio {
  readonly ratios: readonly number[];
  readonly shares: readonly number[];
}

/**
 * A retention report: 100 rows, in any order, each about the part of the video that ends at its
 * ratio. Shares above 1 are rewinds and loops, common with Shorts; those above what a curve may
 * hold are cut to that, since one such scene is no reason to lose the others. Null when YouTube has
 * none: too few viewers, or too new.
 */
export function parseRetention(rows: readonly ReportRow[]): RetentionByRatio | null {
  const points = rows.slice(0, maxPoints + 1).flatMap((row) => {
    const ratioCell = row('elapsedVideoTimeRatio');
    const shareCell = row('audienceWatchRatio');
    const ratio = optionalNumber(ratioCell);
    const share = optionalNumber(shareCell);
    if (ratio === null || ratio < 0 || ratio > 1 + noise) {
      throw broken(ratioCell, 'is not between 0 and 1');
    }
    if (share === null) return [];
    if (share < -noise) throw broken(shareCell, 'is below 0');
    return [
      {
        ratio: Math.min(ratio, 1),
        share: Math.min(Math.max(share, 0), maxRetentionShare),
        ratioCell,
      },
    ];
  });
  points.sort((a, b) => a.ratio - b.ratio);
  for (const [index, { ratio, ratioCell }] of points.entries()) {
    if (index >= maxPoints) throw broken(ratioCell, 'is one point too many');
    if (ratio === points[index - 1]?.ratio) throw broken(ratioCell, 'comes twice');
  }
  if (points.length === 0) return null;
  return {
    ratios: points.map(({ ratio }) => ratio),
    shares: points.map(({ share }) => share),
  };
}

/** The curve of a video of `durationSeconds`, to the microsecond: `0.07 * 100` is 7. */
export const toCurve = (
  { ratios, shares }: RetentionByRatio,
  durationSeconds: number,
): RetentionCurve => ({
  seconds: ratios.map((ratio) => Math.round(ratio * durationSeconds * 1e6) / 1e6),
  shares,
});
