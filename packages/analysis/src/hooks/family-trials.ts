import { type Contrast, difference } from '../effects/contrast.ts';
import { at } from '../statistics/at.ts';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { type HookFamily, hookFamilies } from './families.ts';
import type { HookWords } from './hook-words.ts';

export const fewestPerSide = 8;
const significance = 0.1;

/** One family's posts against the account's others. */
export interface Trial {
  readonly family: HookFamily;
  readonly members: Uint8Array;
  readonly contrast: Contrast;
  readonly lift: number;
  readonly pValue: number;
  readonly qValue: number;
}

function tryFamily(
  family: HookFamily,
  hooks: readonly HookWords[],
  residuals: Float64Array,
): Omit<Trial, 'qValue'> | null {
  const members = Uint8Array.from(hooks, (hook) => (family.matches(hook) ? 1 : 0));
  const count = members.reduce((sum, member) => sum + member, 0);
  if (count < fewestPerSide || hooks.length - count < fewestPerSide) return null;
  const contrast = {
    residuals,
    inside: Float64Array.from(members),
    outside: Float64Array.from(members, (member) => 1 - member),
  };
  const lift = difference(contrast);
  const test = mannWhitney(residuals, members);
  return lift === null || test === null
    ? null
    : { family, members, contrast, lift, pValue: test.pValue };
}

/** Every family with 8 posts on both sides, by Mann–Whitney with q-values over all of them. */
export function tryFamilies(hooks: readonly HookWords[], residuals: Float64Array): Trial[] {
  const trials = hookFamilies
    .map((family) => tryFamily(family, hooks, residuals))
    .filter((trial) => trial !== null);
  const qValues = benjaminiHochberg(trials.map(({ pValue }) => pValue));
  return trials.map((trial, i) => ({ ...trial, qValue: qValues[i] ?? 1 }));
}

/**
 * The trials at q ≤ 0.10 that still differ (p ≤ 0.10) once the effect of the more certain
 * ones is taken from their posts. Openings belong to several families at once: where
 * questions do better, "you" and "how" would seem to help or to harm only because so many
 * questions hold the one and so few the other. O(families · n log n).
 */
export function standingAlone(trials: readonly Trial[]): Trial[] {
  const certain = trials
    .filter(({ qValue }) => qValue <= significance)
    .toSorted((a, b) => a.pValue - b.pValue);
  let left = certain[0]?.contrast.residuals ?? new Float64Array(0);
  return certain.filter(({ members, contrast }, i) => {
    const test = mannWhitney(left, members);
    if (i > 0 && (test === null || test.pValue > significance)) return false;
    const lift = difference({ ...contrast, residuals: left }) ?? 0;
    left = left.map((residual, post) => residual - lift * at(contrast.inside, post));
    return true;
  });
}
