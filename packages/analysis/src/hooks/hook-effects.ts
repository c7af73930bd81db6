import type { AnalysisPost, Hook } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { bootstrapInterval } from '../effects/contrast.ts';
import { blockLength } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { logDifferencePct, roundedOrZero } from '../statistics/rounding.ts';
import { sharedEnglishReader } from './english-reader.ts';
import { findCandidates, standingAlone, type Trial, tryCandidates } from './family-trials.ts';
import { hookLanguages, type LanguageOf } from './hook-languages.ts';
import { summarize } from './hook-summary.ts';
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
 * Families and mined templates of opening lines after which an account's posts did better
 * than its other posts of the same type, time and age: rank sum on the residuals, widened
 * where forms come in runs; Benjamini–Hochberg q ≤ 0.10 over all that was tried, not
 * explained by a more certain one, block-bootstrap interval above zero. What does worse is
 * told in the summary, not recommended. Openings in other languages are tried on signs
 * alone. O(candidates · n log n).
 */
export function findHooks(
  comparable: ComparablePosts,
  languageOf: LanguageOf,
  random: Random,
): HookFindings {
  const texts = comparable.compared.map(({ caption }) => openingLine(caption));
  const withText = texts.flatMap((text, i) => (text === null ? [] : [{ text, i }]));
  const posts = withText.length;
  if (posts < fewestHooks) {
    return { hooks: [], posts, summary: `not enough posts with text: ${posts} of ${fewestHooks}` };
  }
  const languages = hookLanguages(
    withText.map(({ i }) => comparable.compared[i] as AnalysisPost),
    languageOf,
  );
  const reader = languages.english.includes(1) ? sharedEnglishReader() : null;
  const hooks = withText.map(({ text }, k) =>
    readHook(text, languages.english[k] === 1 ? reader?.read(text) : []),
  );
  const residuals = Float64Array.from(withText, ({ i }) => comparable.residuals[i] ?? 0);
  const trials = tryCandidates(findCandidates(hooks, languages.english), residuals);
  const block = blockLength(residuals);
  const worse: string[] = [];
  const found = standingAlone(trials).flatMap((trial): Hook[] => {
    const interval = bootstrapInterval([trial.contrast], block, resamples, random);
    if (interval === null) return [];
    if (interval[1] < 0)
      worse.push(
        `${trial.family === 'template' ? `“${trial.template}”` : trial.family} (${Math.round(logDifferencePct(trial.lift))} %)`,
      );
    if (interval[0] <= 0) return [];
    const members = hooks.filter((_, i) => trial.members[i] === 1);
    return [
      {
        account_id: comparable.account.accountId,
        template: trial.template,
        family: trial.family,
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
  found.sort((a, b) => b.lift_pct - a.lift_pct || (a.template < b.template ? -1 : 1));
  const summary = summarize(trials, posts, found.length, worse);
  return { hooks: found, posts, summary: [summary, ...languages.remark].join('; ') };
}
