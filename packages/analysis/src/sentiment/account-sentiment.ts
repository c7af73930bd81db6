import type { AccountSentiment, AnalysisPost } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import type { CaptionLanguageOf } from '../language/caption-language.ts';
import { mean } from '../statistics/moments.ts';
import { rounded, roundedOrZero } from '../statistics/rounding.ts';
import { spearman } from '../statistics/spearman.ts';
import { spearmanInterval } from '../statistics/spearman-interval.ts';
import { scoreCaption } from './score-caption.ts';

/** The cut-offs of VADER's authors. */
const positiveFrom = 0.05;
const negativeTo = -0.05;
/** For an association with engagement. */
export const fewestAssociated = 30;

export type ScoredPosts = Pick<
  ComparablePosts,
  'account' | 'posts' | 'compared' | 'residuals' | 'outcome'
>;

const byCount = (
  a: readonly [string | null, number],
  b: readonly [string | null, number],
): number => b[1] - a[1] || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1);

const isCaptioned = ({ caption }: AnalysisPost): boolean =>
  caption !== null && caption.trim() !== '';

/** Spearman of compound with the log outcome less type, trend and age; null with fewer than 30 posts. */
function associate(
  { compared, residuals }: ScoredPosts,
  compounds: ReadonlyMap<AnalysisPost, number>,
): AccountSentiment['association'] {
  const x: number[] = [];
  const y: number[] = [];
  compared.forEach((post, i) => {
    const compound = compounds.get(post);
    const residual = residuals[i];
    if (compound === undefined || residual === undefined) return;
    x.push(compound);
    y.push(residual);
  });
  if (x.length < fewestAssociated) return null;
  const found = spearman(Float64Array.from(x), Float64Array.from(y));
  const interval = found === null ? null : spearmanInterval(found.coefficient, x.length);
  if (found === null || interval === null) return null;
  return {
    rho: roundedOrZero(found.coefficient, 4),
    ci_95: [roundedOrZero(interval[0], 4), roundedOrZero(interval[1], 4)],
    p_value: roundedOrZero(found.pValue, 6),
    posts: x.length,
  };
}

/**
 * What VADER says of an account's English captions; captions in other languages are counted
 * by language, posts without a caption not at all. O(captions + n log n).
 */
export function accountSentiment(
  comparable: ScoredPosts,
  languageOf: CaptionLanguageOf,
): AccountSentiment {
  const compounds = new Map<AnalysisPost, number>();
  const others = new Map<string | null, number>();
  for (const post of comparable.posts.filter(isCaptioned)) {
    const scored = scoreCaption(post, languageOf);
    if (scored.status === 'scored') compounds.set(post, scored.compound);
    else others.set(scored.language, (others.get(scored.language) ?? 0) + 1);
  }
  const values = Float64Array.from(compounds.values());
  const sharePct = (holds: (compound: number) => boolean): number | null =>
    values.length === 0 ? null : rounded((100 * values.filter(holds).length) / values.length, 2);
  return {
    account_id: comparable.account.accountId,
    posts_scored: values.length,
    not_scored: [...others].sort(byCount).map(([language, posts]) => ({ language, posts })),
    mean_compound: rounded(mean(values), 4),
    positive_pct: sharePct((compound) => compound >= positiveFrom),
    neutral_pct: sharePct((compound) => compound > negativeTo && compound < positiveFrom),
    negative_pct: sharePct((compound) => compound <= negativeTo),
    association: associate(comparable, compounds),
  };
}
