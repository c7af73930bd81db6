import type { AnalysisPost } from '@viral-scan/contracts';
import type { Reading } from '../engagement/engagements.ts';

const hourMs = 3_600_000;
/** Youngest age read as an observation: below it the logarithm says nothing. */
export const youngestHours = 0.1;
/** Brackets wider than this on either side are not interpolated across. */
const widestBracket = 2.5;
/** An observation alone stands for the age when within ±20 % of it. */
const nearness = 0.2;

/** What a post had around an age. */
export interface Observation {
  readonly value: number;
  /** The age `value` was seen at; the asked age itself when interpolated. */
  readonly ageHours: number;
  /** d log(1 + value) / d log(age) over the bracket; null when not interpolated. */
  readonly growth: number | null;
}

/**
 * A reading of a post at an age: interpolated in log(1 + value) against log(age)
 * between the snapshots on both sides, else the nearest one within ±20 % of the age;
 * null when the post was not observed around it. O(snapshots).
 */
export function observeAtAge(
  post: AnalysisPost,
  reading: Reading,
  ageHours: number,
  asOfMs: number,
): Observation | null {
  let before: { age: number; value: number } | null = null;
  let after: { age: number; value: number } | null = null;
  for (const snapshot of post.snapshots) {
    if (snapshot.capturedAtMs > asOfMs) break;
    const age = (snapshot.capturedAtMs - post.publishedAtMs) / hourMs;
    const value = age < youngestHours ? null : reading(snapshot);
    if (value === null) continue;
    if (age <= ageHours) before = { age, value };
    if (age >= ageHours) {
      after = { age, value };
      break;
    }
  }
  if (before !== null && before.age === ageHours) {
    return { value: before.value, ageHours, growth: null };
  }
  if (
    before !== null &&
    after !== null &&
    ageHours / before.age <= widestBracket &&
    after.age / ageHours <= widestBracket
  ) {
    const rise = Math.log1p(after.value) - Math.log1p(before.value);
    const growth = rise / Math.log(after.age / before.age);
    const log = Math.log1p(before.value) + growth * Math.log(ageHours / before.age);
    return { value: Math.expm1(log), ageHours, growth };
  }
  const near = [before, after]
    .filter((side) => side !== null)
    .filter(({ age }) => Math.abs(age / ageHours - 1) <= nearness)
    .sort((a, b) => Math.abs(a.age - ageHours) - Math.abs(b.age - ageHours))[0];
  return near === undefined ? null : { value: near.value, ageHours: near.age, growth: null };
}

/** The last reading at least `ageHours` after publication; null when there is none. */
export function observeSettled(
  post: AnalysisPost,
  reading: Reading,
  ageHours: number,
  asOfMs: number,
): Observation | null {
  for (let i = post.snapshots.length - 1; i >= 0; i -= 1) {
    const snapshot = post.snapshots[i];
    if (snapshot === undefined || snapshot.capturedAtMs > asOfMs) continue;
    const age = (snapshot.capturedAtMs - post.publishedAtMs) / hourMs;
    if (age < ageHours) return null;
    const value = reading(snapshot);
    if (value !== null) return { value, ageHours: age, growth: null };
  }
  return null;
}
