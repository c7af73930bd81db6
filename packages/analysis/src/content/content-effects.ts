import type { Confidence, ContentEffect, EmojiImpact, WeakHashtag } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { bootstrapInterval } from '../effects/contrast.ts';
import {
  contrastOfGroup,
  type GroupTest,
  type RankedResiduals,
  rankResiduals,
  standingAlone,
  testGroup,
} from '../effects/group-trials.ts';
import { blockLength } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import { logDifferencePct, roundedOrZero } from '../statistics/rounding.ts';
import { type Trait, traitsOf, typeTraits } from './traits.ts';

export const fewestPosts = 30;
const fewestPerSide = 8;
const significance = 0.1;
const resamples = 500;
const mostPerAccount = 40;

type EffectFigures = Omit<WeakHashtag, 'hashtag'>;

/** The effects that hold on one account, better and worse, most certain first. */
export interface AccountEffects {
  readonly comparable: ComparablePosts;
  readonly posts: number;
  readonly tried: number;
  readonly effects: readonly { readonly trait: Trait; readonly figures: EffectFigures }[];
}

interface Trial extends GroupTest {
  readonly trait: Trait;
  readonly members: Int32Array;
  readonly residuals: Float64Array;
}

const confidence = (qValue: number, posts: number): Confidence =>
  qValue <= 0.01 && posts >= 20 ? 'high' : qValue <= 0.05 ? 'moderate' : 'low';

const trials = (traits: readonly Trait[], ranked: RankedResiduals): Trial[] =>
  traits.flatMap((trait) => {
    const test = testGroup(ranked, trait.members, fewestPerSide);
    const { members } = trait;
    return test === null ? [] : [{ ...test, trait, members, residuals: ranked.residuals }];
  });

/** Those with q ≤ 0.10 among the ones tried together, most certain first. */
function certainOnes(tried: readonly Trial[]) {
  const qValues = benjaminiHochberg(tried.map(({ pValue }) => pValue));
  return tried
    .map((trial, i) => ({ ...trial, qValue: qValues[i] ?? 1 }))
    .filter(({ qValue }) => qValue <= significance)
    .sort((a, b) => a.pValue - b.pValue)
    .slice(0, mostPerAccount);
}

/**
 * Hashtags, emoji, length of the caption, questions, sounds and types of post after which an
 * account's posts did better or worse than its others at equal age, less trend and (but for
 * types themselves) type: rank-sum tests with Benjamini–Hochberg q ≤ 0.10 over all that were
 * tried on the account (types among themselves), still there once the more certain effects are taken away, and a
 * block-bootstrap interval without zero. O(traits + found · n log n).
 */
export function measureContentEffects(comparable: ComparablePosts, random: Random): AccountEffects {
  const { account, compared } = comparable;
  const posts = compared.length;
  if (posts < fewestPosts) return { comparable, posts, tried: 0, effects: [] };
  const { residuals: typed } = comparable;
  const others = trials(traitsOf(account, compared), rankResiduals(typed));
  // Types part the posts among them: what one gains the others lose, and both are told.
  const types = trials(typeTraits(compared), rankResiduals(comparable.untypedResiduals()));
  const tried = others.length + types.length;
  const held = [...standingAlone(certainOnes(others), typed, significance), ...certainOnes(types)];
  const effects = held.flatMap(({ trait, residuals, lift, pValue, qValue }) => {
    const contrast = contrastOfGroup(residuals, trait.members);
    const interval = bootstrapInterval([contrast], blockLength(residuals), resamples, random);
    if (interval === null || (interval[0] <= 0 && interval[1] >= 0)) return [];
    const figures: EffectFigures = {
      account_id: account.accountId,
      posts: trait.members.length,
      lift_pct: logDifferencePct(lift),
      ci_95: [logDifferencePct(interval[0]), logDifferencePct(interval[1])],
      p_value: roundedOrZero(pValue, 6),
      q_value: roundedOrZero(qValue, 6),
      confidence: confidence(qValue, trait.members.length),
    };
    return [{ trait, figures }];
  });
  return { comparable, posts, tried, effects };
}

const ofKinds =
  (wanted: (kind: Trait['kind']) => boolean) =>
  ({ effects }: AccountEffects) =>
    effects.filter(({ trait }) => wanted(trait.kind));

/** Everything but emoji, which have a section of their own. */
export const contentEffects = (accounts: readonly AccountEffects[]): ContentEffect[] =>
  accounts.flatMap(({ effects }) =>
    effects.flatMap(({ trait: { kind, value }, figures }) =>
      kind === 'emoji' ? [] : [{ ...figures, kind, value }],
    ),
  );

export const emojiImpact = (accounts: readonly AccountEffects[]): EmojiImpact[] =>
  accounts
    .flatMap(ofKinds((kind) => kind === 'emoji'))
    .map(({ trait, figures }) => ({ ...figures, emoji: trait.value }));

/** Hashtags of own accounts with which posts did worse, weakest first. */
export const weakHashtags = (accounts: readonly AccountEffects[]): WeakHashtag[] =>
  accounts
    .filter(({ comparable }) => comparable.account.role === 'own')
    .flatMap(ofKinds((kind) => kind === 'hashtag'))
    .filter(({ figures }) => figures.lift_pct < 0)
    .map(({ trait, figures }) => ({ ...figures, hashtag: trait.value }))
    .sort((a, b) => a.lift_pct - b.lift_pct);
