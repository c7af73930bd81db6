import type { Random } from './random.ts';

/** Where a video loses viewers at once. */
export interface SuddenLoss {
  /** Into the video; the curve falls in the second that starts here. */
  readonly second: number;
  /** Of those who still watch, in percent. */
  readonly lossPct: number;
}

/** What is planted of it in an account. */
export interface PlantedDropOff {
  /** The curve falls in the second that starts here. */
  readonly second: number;
  /** Of those who still watch. */
  readonly lossPct: number;
  /** The posts that carry it, oldest first. */
  readonly postIds: readonly string[];
}

/** Share still watching at `position` (0–1) of an ordinary video. */
const ordinaryShare = (position: number, decay: number): number =>
  0.18 * Math.exp(-14 * position) + 0.82 * Math.exp(-decay * position);

const fourDigits = (share: number): number => Math.round(share * 10_000) / 10_000;

/**
 * Share still watching at each second of a video, from 1 at second 0 to the last whole second;
 * never rising, four digits. The shape belongs to the position in the video, the sudden loss
 * to the second: so posts of different length tell the two apart.
 */
export function sharesBySecond(
  durationSeconds: number,
  decay: number,
  loss: SuddenLoss | null,
  random: Random,
): number[] {
  const shares = [1];
  for (let second = 1; second <= Math.floor(durationSeconds); second += 1) {
    const kept = loss !== null && second > loss.second ? 1 - loss.lossPct / 100 : 1;
    const noise = 1 + 0.002 * random.normal();
    const share = ordinaryShare(second / durationSeconds, decay) * kept * noise;
    shares.push(fourDigits(Math.min(shares[second - 1] ?? 1, share)));
  }
  return shares;
}

/** Mean seconds watched: the area below the curve by trapezoids, the rest of a second flat. */
export function averageSecondsWatched(shares: readonly number[], durationSeconds: number): number {
  let area = 0;
  for (const [second, share] of shares.entries()) {
    const next = shares[second + 1];
    area += next === undefined ? share * (durationSeconds - second) : (share + next) / 2;
  }
  return Math.round(area * 1_000) / 1_000;
}

/**
 * Watched share at 1 %, 2 % … of a video, four digits. The start is above 1: some rewind. Unlike
 * shares by second it may rise now and then, as the platform's does.
 */
export function sharesByRatio(
  points: number,
  durationSeconds: number,
  decay: number,
  loss: SuddenLoss | null,
  random: Random,
): number[] {
  const rewound = 1.06 + 0.04 * random.next();
  return Array.from({ length: points }, (_, index) => {
    const position = (index + 1) / points;
    const kept =
      loss !== null && position * durationSeconds > loss.second ? 1 - loss.lossPct / 100 : 1;
    const noise = 1 + 0.001 * random.normal();
    return fourDigits(rewound * ordinaryShare(position, decay) * kept * noise);
  });
}
