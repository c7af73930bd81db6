import type { AnalysisPost } from '@viral-scan/contracts';
import { type CaptionLanguageOf, captionLanguage } from '../language/caption-language.ts';
import { vaderScores } from './vader-scores.ts';

export type CaptionSentiment =
  | { readonly status: 'scored'; readonly compound: number }
  /** `language` is null where it could not be told. */
  | { readonly status: 'not_scored'; readonly language: string | null };

/** VADER is made for short texts, and a long description drives it to ±1. */
const mostScored = 1_000;

const opening = (caption: string): string => {
  if (caption.length <= mostScored) return caption;
  const cut = caption.lastIndexOf(' ', mostScored);
  return caption.slice(0, cut < mostScored / 2 ? mostScored : cut);
};

/**
 * The sentiment of an English caption (its first 1,000 characters). Captions in other languages
 * are not scored: their words are unknown to VADER, and what emoji or chance likenesses such as
 * German "die" would give is no sentiment of theirs. O(1), by the cut.
 */
export function scoreCaption(
  post: AnalysisPost,
  languageOf: CaptionLanguageOf = captionLanguage,
): CaptionSentiment {
  const { language } = languageOf(post);
  return language === 'en'
    ? { status: 'scored', compound: vaderScores(opening(post.caption ?? '')).compound }
    : { status: 'not_scored', language };
}
