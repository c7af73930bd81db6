import type { Hook } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { bootstrapInterval } from '../effects/contrast.ts';
import { blockLength } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { logDifferencePct, roundedOrZero } from '../statistics/rounding.ts';
import { fewestPerSide, standingAlone, type Trial, tryFamilies } from './family-trials.ts';
import { type HookWords, readHook } from './hook-words.ts';
import { openingLine } from './opening-line.ts';
import { commonVerbs } from './verbs.ts';

export const fewestHooks = 30;
const resamples = 500;
const mostExamples = 3;

export interface HookFindings {
  readonly hooks: readonly Hook[];
  readonly posts: number;
  /** What was tried and what came of it, in a sentence. */
  readonly summary: string;
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
 * q ≤ 0.10 over all families tried, not explained by a more certain family, block-bootstrap interval above zero. Families that do
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
  const trials = tryFamilies(hooks, residuals);
  const block = blockLength(residuals);
  const worse: string[] = [];
  const found = standingAlone(trials).flatMap((trial): Hook[] => {
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
        q_value: roundedOrZero(trial.qValue, 6),
        confidence: confidence(trial.qValue, members.length),
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
  return `${tried} ${tried === 1 ? 'family' : 'families'} tried on ${posts} posts, ${found}${less}`;
}
