import type { AnalysisPost } from '@viral-scan/contracts';
import { impressionOf, isTellable, type Language } from './detect-language.ts';

/** How much better another language has to fit than the declared one, on the detector's 0–1. */
const clearLead = 0.2;

/** Codes with another name in ISO 639-1, and codes that name no language. */
const renamed: ReadonlyMap<string, string | null> = new Map([
  ['iw', 'he'],
  ['in', 'id'],
  ['ji', 'yi'],
  ['fil', 'tl'],
  ['tgl', 'tl'],
  ['cmn', 'zh'],
  ['yue', 'zh'],
  ['nb', 'no'],
  ['nn', 'no'],
  ['eng', 'en'],
  ['und', null],
  ['zxx', null],
  ['mul', null],
  ['mis', null],
]);

/** The language of a BCP 47 tag, ISO 639-1 where it has a code there; null where it names none. */
export function languageOfTag(tag: string): string | null {
  const code = /^[a-z]{2,3}(?=$|[-_])/i.exec(tag)?.[0].toLowerCase();
  if (code === undefined) return null;
  const other = renamed.get(code);
  return other === undefined ? code : other;
}

/**
 * The language of a post's caption. A language the platform declares is that of the account's
 * settings as often as of the caption: it holds where the caption does not tell, and otherwise
 * unless another language clearly fits better (a lead of 0.2 on the detector's scale of 0–1).
 * An English declaration over Arabic letters does not hold, one over "Grand Finals" does.
 *
 * Of 5,687 YouTube titles declared English, 6.6 % are in Arabic letters; where the two disagree
 * about English in Latin letters, the declaration is mostly right up to a lead of about 0.2, the
 * detector above. A language the detector does not know yields only to a script. O(length).
 */
export function captionLanguage(post: Pick<AnalysisPost, 'caption' | 'language'>): Language {
  const { found, fit } = impressionOf(post.caption ?? '');
  const declared = post.language === null ? null : languageOfTag(post.language);
  if (declared === null || declared === found.language) return found;
  const declaredFit = fit?.(declared) ?? 0;
  if (found.language !== null && found.confidence - declaredFit >= clearLead) {
    if (found.confidence === 1 || isTellable(declared)) return found;
  }
  return { language: declared, confidence: declaredFit };
}

export type CaptionLanguageOf = (post: AnalysisPost) => Language;

/** `captionLanguage`, told once for each post however many sections of a report ask. */
export function rememberLanguages(): CaptionLanguageOf {
  const told = new WeakMap<AnalysisPost, Language>();
  return (post) => {
    const language = told.get(post) ?? captionLanguage(post);
    told.set(post, language);
    return language;
  };
}
