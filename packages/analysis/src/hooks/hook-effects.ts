import type { Hook } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { bootstrapInterval, type Contrast, difference } from '../effects/contrast.ts';
import { blockLength } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { logDifferencePct, roundedOrZero } from '../statistics/rounding.ts';
import { type HookFamily, hookFamilies } from './families.ts';
import { type HookWords, readHook } from './hook-words.ts';
import { openingLine } from './opening-line.ts';
import { commonVerbs } from './verbs.ts';

export const fewestHooks = 30;
const fewestPerSide = 8;
const significance = 0.1;
const resamples = 500;
const mostExamples = 3;

export interface HookFindings {
  readonly hooks: readonly Hook[];
  readonly posts: number;
  /** What was tried and what came of it, in a sentence. */
  readonly summary: string;
}

interface Trial {
  readonly family: HookFamily;
  readonly members: Uint8Array;
  readonly contrast: Contrast;
  readonly lift: number;
  readonly pValue: number;
}

function tryFamily(
  family: HookFamily,
  hooks: readonly HookWords[],
  residuals: Float64Array,
): Trial | null {
  const members = Uint8Array.from(hooks, (hook) => (family.matches(hook) ? 1 : 0));
  const inside = members.reduce((sum, member) => sum + member, 0);
  if (inside < fewestPerSide || hooks.length - inside < fewestPerSide) return null;
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

const confidence = (qValue: number, posts: number): Hook['confidence'] =>
  qValue <= 0.01 && posts >= 20 ? 'high' : qValue <= 0.05 ? 'moderate' : 'low';

/** Hooks of the best members, best first, each text once. */
function bestExamples(trial: Trial, hooks: readonly HookWords[]): string[] {
  const order = Array.from(trial.members.keys())
    .filter((i) => trial.members[i] === 1)
    .sort(
      (a, b) => (trial.contrast.residuals[b] ?? 0) - (trial.contrast.residuals[a] ?? 0) || a - b,
    );
  return [...new Set(order.map((i) => hooks[i]?.text ?? ''))].slice(0, mostExamples);
}

/**
 * Families of opening lines after which an account's posts did better than its other
 * posts of the same type, time and age: Mann–Whitney on the residuals, Benjamini–Hochberg
 * q ≤ 0.10 over all families tried, block-bootstrap interval above zero. Families that do
 * worse are told in the summary, not recommended. O(families · n log n).
 */
export function findHooks(comparable: ComparablePosts, random: Random): HookFindings {
  const texts = comparable.compared.map(({ caption }) => openingLine(caption));
  const withText = texts.flatMap((text, i) => (text === null ? [] : [{ text, i }]));
  const posts = withText.length;
  if (posts < fewestHooks) {
    return { hooks: [], posts, summary: `not enough posts with text: ${posts} of ${fewestHooks}` };
  }
  const hooks = withText.map(({ text }) => readHook(text));
  const residuals = Float64Array.from(withText, ({ i }) => comparable.residuals[i] ?? 0);
  const trials = hookFamilies
    .map((family) => tryFamily(family, hooks, residuals))
    .filter((trial) => trial !== null);
  const qValues = benjaminiHochberg(trials.map(({ pValue }) => pValue));
  const block = blockLength(residuals);
  const worse: string[] = [];
  const found = trials.flatMap((trial, t): Hook[] => {
    const qValue = qValues[t] ?? 1;
    if (qValue > significance) return [];
    const interval = bootstrapInterval([trial.contrast], block, resamples, random);
    if (interval === null) return [];
    if (interval[1] < 0)
      worse.push(`${trial.family.family} (${Math.round(logDifferencePct(trial.lift))} %)`);
    if (interval[0] <= 0) return [];
    const members = hooks.filter((_, i) => trial.members[i] === 1);
    return [
      {
        account_id: comparable.account.accountId,
        template: trial.family.template,
        family: trial.family.family,
        verbs: commonVerbs(members),
        examples: bestExamples(trial, hooks),
        posts: members.length,
        lift_pct: logDifferencePct(trial.lift),
        ci_95: [logDifferencePct(interval[0]), logDifferencePct(interval[1])],
        p_value: roundedOrZero(trial.pValue, 6),
        q_value: roundedOrZero(qValue, 6),
        confidence: confidence(qValue, members.length),
      },
    ];
  });
  found.sort((a, b) => b.lift_pct - a.lift_pct || (a.family < b.family ? -1 : 1));
  return { hooks: found, posts, summary: summarize(trials.length, posts, found.length, worse) };
}

function summarize(tried: number, posts: number, better: number, worse: readonly string[]): string {
  if (tried === 0) {
    return `no family of openings has ${fewestPerSide} posts with it and ${fewestPerSide} without, of ${posts}`;
  }
  const found =
    better > 0
      ? `${better} better by more than chance`
      : worse.length > 0
        ? 'none better by more than chance'
        : 'none differs more than chance would';
  const less = worse.length === 0 ? '' : `; worse: ${worse.join(', ')}`;
  return `${tried} families tried on ${posts} posts, ${found}${less}`;
}
