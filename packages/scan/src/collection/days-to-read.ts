import type { Day, KnownDays } from '@viral-scan/contracts';

const dayMs = 86_400_000;
/** How far back days and audience activity are asked for when none are known. */
const firstDays = 60;

/** Null when what is known of an account's days is fresh enough. */
export function daysToRead(
  { latestFinal, capturedAt }: KnownDays,
  now: Date,
): { readonly from: Day; readonly to: Day } | null {
  const nowMs = now.getTime();
  if (capturedAt !== null && nowMs - capturedAt.getTime() < dayMs) return null;
  return { from: latestFinal ?? dayOf(nowMs - firstDays * dayMs), to: dayOf(nowMs) };
}

const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);
