import { type Contrast, difference } from '../effects/contrast.ts';
import { at } from '../statistics/at.ts';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { hookFamilies } from './families.ts';
import type { HookWords } from './hook-words.ts';
import { mineTemplates } from './mined-templates.ts';

export const fewestPerSide = 8;
const significance = 0.1;

/** A family or a template, and the hooks it is compared on. */
export interface Candidate {
  readonly family: string;
  readonly template: string;
  /** 1 for hooks of it. */
  readonly members: Uint8Array;
  /** 1 for hooks it was looked for in: all, or the English ones. */
  readonly asked: Uint8Array;
}

/** One candidate's posts against the account's others. */
export interface Trial extends Candidate {
  readonly contrast: Contrast;
  readonly lift: number;
  readonly pValue: number;
  readonly qValue: number;
}

const count = (flags: Uint8Array): number => {
  let sum = 0;
  for (const flag of flags) sum += flag;
  return sum;
};

/**
 * The named families and the account's own mined templates, chosen by their texts alone.
 * `english` is 1 for hooks in English: only among those are English families and templates
 * looked for. O(families · hooks).
 */
export function findCandidates(hooks: readonly HookWords[], english: Uint8Array): Candidate[] {
  const all = new Uint8Array(hooks.length).fill(1);
  const named = hookFamilies.map(({ family, template, language, matches }): Candidate => {
    const asked = language === null ? all : english;
    const members = Uint8Array.from(hooks, (hook, i) => (asked[i] === 1 && matches(hook) ? 1 : 0));
    return { family, template, members, asked };
  });
  const read = hooks.keys().filter((i) => english[i] === 1);
  const rows = Int32Array.from(read);
  if (rows.length < 2 * fewestPerSide) return named;
  const mined = mineTemplates(
    Array.from(rows, (i) => hooks[i] as HookWords),
    named.map(({ members }) => Uint8Array.from(rows, (i) => members[i] as number)),
    fewestPerSide,
  ).map(({ template, members }): Candidate => {
    const spread = new Uint8Array(hooks.length);
    rows.forEach((i, row) => {
      spread[i] = members[row] as number;
    });
    return { family: 'template', template, members: spread, asked: english };
  });
  return [...named, ...mined];
}

/** Mann–Whitney of the members against the others asked. O(n log n). */
function compare(values: Float64Array, { members, asked }: Candidate) {
  return mannWhitney(
    values.filter((_, i) => asked[i] === 1),
    members.filter((_, i) => asked[i] === 1),
  );
}

function tryCandidate(candidate: Candidate, residuals: Float64Array): Omit<Trial, 'qValue'> | null {
  const { members, asked } = candidate;
  const inside = count(members);
  if (inside < fewestPerSide || count(asked) - inside < fewestPerSide) return null;
  const contrast = {
    residuals,
    inside: Float64Array.from(members),
    outside: Float64Array.from(members, (member, i) => (asked[i] as number) - member),
  };
  const lift = difference(contrast);
  const test = compare(residuals, candidate);
  return lift === null || test === null
    ? null
    : { ...candidate, contrast, lift, pValue: test.pValue };
}

/** Every candidate with 8 posts on both sides, by Mann–Whitney with q-values over all of them. */
export function tryCandidates(candidates: readonly Candidate[], residuals: Float64Array): Trial[] {
  const trials = candidates
    .map((candidate) => tryCandidate(candidate, residuals))
    .filter((trial) => trial !== null);
  const qValues = benjaminiHochberg(trials.map(({ pValue }) => pValue));
  return trials.map((trial, i) => ({ ...trial, qValue: qValues[i] ?? 1 }));
}

/**
 * The trials at q ≤ 0.10 that still differ (p ≤ 0.10) once the effect of the more certain
 * ones is taken from their posts. Openings belong to several families at once: where
 * questions do better, "you" and "how" would seem to help or to harm only because so many
 * questions hold the one and so few the other. Of equally certain ones a named family goes
 * before a template. O(candidates · n log n).
 */
export function standingAlone(trials: readonly Trial[]): Trial[] {
  const certain = trials
    .filter(({ qValue }) => qValue <= significance)
    .toSorted((a, b) => a.pValue - b.pValue);
  let left = certain[0]?.contrast.residuals ?? new Float64Array(0);
  return certain.filter((trial, i) => {
    const test = compare(left, trial);
    if (i > 0 && (test === null || test.pValue > significance)) return false;
    const lift = difference({ ...trial.contrast, residuals: left }) ?? 0;
    left = left.map((residual, post) => residual - lift * at(trial.contrast.inside, post));
    return true;
  });
}
