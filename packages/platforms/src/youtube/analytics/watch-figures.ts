import type { WatchTime } from '@viral-scan/contracts';
import { requiredText } from '../../answer/json-node.ts';
import { optionalAmount } from '../../answer/numbers.ts';
import type { ReportRow } from './report.ts';
import { optionalWhole } from './whole-number.ts';

export const watchMetrics = [
  'shares',
  'estimatedMinutesWatched',
  'averageViewDuration',
  'averageViewPercentage',
];

/** What a report by video says of one of them; null: not said. */
export interface WatchFigures {
  readonly shares: number | null;
  readonly minutesWatched: number | null;
  /** In whole seconds. */
  readonly averageSeconds: number | null;
  /** Above 100 where a video is looped. */
  readonly averagePct: number | null;
}

/** Figures by video id; a video that YouTube says nothing of is not in it. */
export const parseWatchFigures = (rows: readonly ReportRow[]): Map<string, WatchFigures> =>
  new Map(
    rows.map((row) => [
      requiredText(row('video')),
      {
        shares: optionalWhole(row('shares')),
        minutesWatched: optionalAmount(row('estimatedMinutesWatched')),
        averageSeconds: optionalAmount(row('averageViewDuration')),
        averagePct: optionalAmount(row('averageViewPercentage')),
      },
    ]),
  );

/** YouTube does not say who watched to the end. */
export function toWatchTime(
  figures: WatchFigures,
  durationSeconds: number | null,
): WatchTime | null {
  const { minutesWatched } = figures;
  const averageSeconds = averageOf(figures, durationSeconds);
  if (minutesWatched === null && averageSeconds === null) return null;
  return {
    totalSeconds: minutesWatched === null ? null : minutesWatched * 60,
    averageSeconds,
    fullyWatchedShare: null,
  };
}

/**
 * The percentage tells the average more exactly than the whole seconds do, which matters for Shorts;
 * where both differ by more than that rounding, the seconds are believed.
 */
function averageOf(
  { averageSeconds, averagePct }: WatchFigures,
  durationSeconds: number | null,
): number | null {
  if (averageSeconds === null || averagePct === null || durationSeconds === null) {
    return averageSeconds;
  }
  const exact = Math.round(averagePct * durationSeconds * 10) / 1_000;
  return Math.abs(exact - averageSeconds) < 1 ? exact : averageSeconds;
}
