import { type Contrast, difference } from '../effects/contrast.ts';
import { type RankedResiduals, rankResiduals, testGroup } from '../effects/group-trials.ts';
import { at } from '../statistics/at.ts';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import { hookFamilies, matchFamilies } from './families.ts';
import type { HookWords } from './hook-words.ts';
import { mineTemplates } from './mined-templates.ts';

export const fewestPerSide = 8;
const significance = 0.1;

/** Hooks a family was looked for in: all of them, or the English ones. */
interface Asked {
  readonly flags: Uint8Array;
  /** Their numbers, in order. */
  readonly rows: Int32Array;
}

/** A family or a template, and its hooks. */
export interface Candidate {
  readonly family: string;
  readonly template: string;
  /** 1 for hooks of it. */
  readonly members: Uint8Array;
  readonly asked: Asked;
}

/** One candidate's posts against the others asked. */
export interface Trial extends Candidate {
  readonly contrast: Contrast;
  readonly lift: number;
  readonly pValue: number;
  readonly qValue: number;
}

/** Positions of the ones. */
function positions(flags: Uint8Array): Int32Array {
  const found = new Int32Array(flags.length);
  let count = 0;
  for (let i = 0; i < flags.length; i += 1) {
    found[count] = i;
    count += flags[i] as number;
  }
  return found.slice(0, count);
}

/** The flags of some rows. */
function among(flags: Uint8Array, rows: Int32Array): Uint8Array {
  const picked = new Uint8Array(rows.length);
  for (let row = 0; row < rows.length; row += 1) picked[row] = flags[rows[row] as number] as number;
  return picked;
}

/**
 * The named families and the account's own mined templates, chosen by their texts alone.
 * `english` is 1 for hooks in English: only among those are English families and templates
 * looked for. O(length of the hooks + candidates · hooks).
 */
export function findCandidates(hooks: readonly HookWords[], english: Uint8Array): Candidate[] {
  const all = {
    flags: new Uint8Array(hooks.length).fill(1),
    rows: Int32Array.from(hooks.keys()),
  };
  const rows = positions(english);
  const read = rows.length === hooks.length ? all : { flags: english, rows };
  const membersOf = hookFamilies.map(() => new Uint8Array(hooks.length));
  hooks.forEach((hook, i) => {
    const matched = matchFamilies(hook, english[i] === 1);
    membersOf.forEach((members, f) => {
      members[i] = matched[f] as number;
    });
  });
  const named = hookFamilies.map(({ family, template, language }, f): Candidate => {
    const members = membersOf[f] as Uint8Array;
    return { family, template, members, asked: language === null ? all : read };
  });
  if (rows.length < 2 * fewestPerSide) return named;
  const mined = mineTemplates(
    Array.from(rows, (i) => hooks[i] as HookWords),
    named.map(({ members }) => among(members, rows)),
    fewestPerSide,
  ).map(({ template, members }): Candidate => {
    const spread = new Uint8Array(hooks.length);
    rows.forEach((i, row) => {
      spread[i] = members[row] as number;
    });
    return { family: 'template', template, members: spread, asked: read };
  });
  return [...named, ...mined];
}

/** Ranks among the hooks asked, made once for each set of hooks and residuals. */
function rankings(residuals: Float64Array) {
  const made = new Map<Asked, RankedResiduals>();
  return (asked: Asked): RankedResiduals => {
    const known = made.get(asked);
    if (known !== undefined) return known;
    const ranks = rankResiduals(
      asked.rows.length === residuals.length
        ? residuals
        : Float64Array.from(asked.rows, (i) => at(residuals, i)),
    );
    made.set(asked, ranks);
    return ranks;
  };
}

type Rank = ReturnType<typeof rankings>;

/** p-value of the members against the others asked. */
const compare = (rank: Rank, { members, asked }: Candidate): number =>
  testGroup(rank(asked), positions(among(members, asked.rows)), 1)?.pValue ?? 1;

const ones = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);

/** Every candidate with 8 posts on both sides, by rank sum, with q-values over all of them. */
export function tryCandidates(candidates: readonly Candidate[], residuals: Float64Array): Trial[] {
  const rank = rankings(residuals);
  const trials = candidates.flatMap((candidate) => {
    const { flags, rows } = candidate.asked;
    const size = ones(candidate.members);
    if (size < fewestPerSide || rows.length - size < fewestPerSide) return [];
    const inside = Float64Array.from(candidate.members);
    const outside = inside.map((member, i) => (flags[i] as number) - member);
    const contrast = { residuals, inside, outside };
    const lift = difference(contrast) ?? 0;
    return [{ ...candidate, contrast, lift, pValue: compare(rank, candidate) }];
  });
  const qValues = benjaminiHochberg(trials.map(({ pValue }) => pValue));
  return trials.map((trial, i) => ({ ...trial, qValue: qValues[i] ?? 1 }));
}

/**
 * The trials at q ≤ 0.10 that still differ (p ≤ 0.10) once the effect of the more certain
 * ones is taken from their posts. Openings belong to several families at once: where
 * questions do better, "you" and "how" would seem to help or to harm only because so many
 * questions hold the one and so few the other. Of equally certain ones a named family goes
 * before a template. O(certain · n log n).
 */
export function standingAlone(trials: readonly Trial[]): Trial[] {
  const certain = trials
    .filter(({ qValue }) => qValue <= significance)
    .toSorted((a, b) => a.pValue - b.pValue);
  let left = certain[0]?.contrast.residuals ?? new Float64Array(0);
  let rank = rankings(left);
  return certain.filter((trial, i) => {
    if (i > 0 && compare(rank, trial) > significance) return false;
    const lift = difference({ ...trial.contrast, residuals: left }) ?? 0;
    left = left.map((residual, post) => residual - lift * at(trial.contrast.inside, post));
    rank = rankings(left);
    return true;
  });
}
