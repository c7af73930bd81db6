import type { RefreshRule } from '@viral-scan/contracts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How often the counters of a post are read by schedule; past 90 days they hardly move. */
export const refreshLadder: readonly RefreshRule[] = [
  { youngerThanMs: dayMs, everyMs: hourMs },
  { youngerThanMs: 7 * dayMs, everyMs: 6 * hourMs },
  { youngerThanMs: 30 * dayMs, everyMs: dayMs },
  { youngerThanMs: 90 * dayMs, everyMs: 7 * dayMs },
];

/**
 * How often insights are read, whoever asks: platforms count them for two or three days, and most
 * want a call for each post.
 */
export const insightsLadder: readonly RefreshRule[] = [
  { youngerThanMs: 30 * dayMs, everyMs: dayMs },
  { youngerThanMs: 90 * dayMs, everyMs: 7 * dayMs },
  { youngerThanMs: Number.POSITIVE_INFINITY, everyMs: 30 * dayMs },
];

/** Of every age: what was read longer ago than that. */
export const olderThan = (freshMs: number): readonly RefreshRule[] => [
  { youngerThanMs: Number.POSITIVE_INFINITY, everyMs: freshMs },
];

/**
 * When a post is read next by these rules, not before `now` (absent: since it was read); null when
 * it is not any more. What was missed is made up for by the rule of the age the post has by then.
 */
export function nextReading(
  post: { readonly publishedAt: Date; readonly readAt: Date },
  rules: readonly RefreshRule[],
  now: Date = post.readAt,
): Date | null {
  const published = post.publishedAt.getTime();
  let at = Math.max(post.readAt.getTime(), now.getTime());
  for (const { youngerThanMs, everyMs } of rules) {
    // A post that grows out of a rule before its next reading is read by the rule after it.
    const next = Math.max(at, post.readAt.getTime() + everyMs);
    if (next - published < youngerThanMs) return new Date(next);
    at = Math.max(at, published + youngerThanMs);
  }
  return null;
}
