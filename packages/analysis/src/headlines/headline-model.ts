import { type FeatureSpace, featureSpace, product, rowOf } from './feature-space.ts';
import { headlineFeatures } from './headline-features.ts';
import { solveRidge } from './ridge.ts';

/** Two headlines (or captions) of one thing, and how they did. */
export interface HeadlinePair {
  readonly first: string;
  readonly second: string;
  /** Natural logarithm of how many times better the first did. */
  readonly logRatio: number;
  /** How surely: 1 / variance of `logRatio`. */
  readonly weight: number;
}

export interface HeadlineModel {
  readonly space: FeatureSpace;
  readonly weights: Float64Array;
  /** Pairs it was trained on. */
  readonly pairs: number;
}

export interface HeadlineOptions {
  /** L2 penalty, to pairs of mean weight 1. */
  readonly penalty?: number;
}

const fewestPairs = 100;
const usualPenalty = 50;

export interface Clicks {
  readonly shown: number;
  readonly clicked: number;
}

/**
 * A pair from clicks: the log ratio of the two rates (½ click added to each), weighted by
 * its inverse variance. Null where one was never shown. O(1).
 */
export function pairOfClicks(
  first: string,
  second: string,
  a: Clicks,
  b: Clicks,
): HeadlinePair | null {
  if (!(a.shown > 0) || !(b.shown > 0)) return null;
  const rate = ({ shown, clicked }: Clicks): number => Math.log((clicked + 0.5) / (shown + 1));
  const weight = 1 / (1 / (a.clicked + 0.5) + 1 / (b.clicked + 0.5));
  return { first, second, logRatio: rate(a) - rate(b), weight };
}

/**
 * Learns from pairs what in a headline goes with doing better: weighted least squares on
 * the log ratio, with an L2 penalty (ridge), over hook families, lengths, parts of speech,
 * words, lemmas and neighbours. Only differences within pairs count, so what pairs differ
 * in otherwise (topic, picture, day) needs no terms. Pairs of equal texts or without a
 * finite ratio and positive weight are left out; null with fewer than 100. Deterministic.
 * O(pairs + steps · features).
 *
 * @example
 * const model = trainHeadlineModel(pairs);
 * if (model !== null) scoreHeadline(model, a) > scoreHeadline(model, b); // a is the better bet
 */
export function trainHeadlineModel(
  pairs: readonly HeadlinePair[],
  options: HeadlineOptions = {},
): HeadlineModel | null {
  const usable = pairs.filter(
    ({ first, second, logRatio, weight }) =>
      first.trim() !== second.trim() &&
      Number.isFinite(logRatio) &&
      Number.isFinite(weight) &&
      weight > 0,
  );
  if (usable.length < fewestPairs) return null;
  const texts = [...new Set(usable.flatMap(({ first, second }) => [first.trim(), second.trim()]))];
  const rowNumber = new Map(texts.map((text, i) => [text, i]));
  const features = texts.map(headlineFeatures);
  const space = featureSpace(features);
  const mean = usable.reduce((sum, { weight }) => sum + weight, 0) / usable.length;
  const number = (text: string): number => rowNumber.get(text.trim()) ?? 0;
  const weights = solveRidge({
    rows: features.map((each) => rowOf(space, each)),
    first: Int32Array.from(usable, ({ first }) => number(first)),
    second: Int32Array.from(usable, ({ second }) => number(second)),
    targets: Float64Array.from(usable, ({ logRatio }) => logRatio),
    weights: Float64Array.from(usable, ({ weight }) => weight / mean),
    columns: space.columns,
    penalty: options.penalty ?? usualPenalty,
  });
  return { space, weights, pairs: usable.length };
}

/**
 * The expected log of how a headline does against a mean one; the difference of two scores
 * is the expected log ratio of the two. O(length).
 */
export const scoreHeadline = (model: HeadlineModel, headline: string): number =>
  product(rowOf(model.space, headlineFeatures(headline)), model.weights);
