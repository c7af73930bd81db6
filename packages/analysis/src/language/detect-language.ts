import { eld } from 'eld/extrasmall';
import { plainText } from '../caption/plain-text.ts';
import { readScript } from './language-of-script.ts';

export type Language =
  | {
      /** ISO 639-1. */
      readonly language: string;
      /** 0–1. */
      readonly confidence: number;
    }
  | { readonly language: null; readonly reason: 'too_short' | 'undecidable' };

/** What is told of a text, kept so that a declared language can be weighed against it. */
export interface Impression {
  readonly found: Language;
  /** How well the text fits a language, 0–1 as `confidence`; null before the text was looked at so closely. */
  readonly fit: ((language: string) => number) | null;
}

/** Below, one in four short titles was told wrongly. */
const fewestLetters = 10;
/** Where a script is one language's alone. */
const fewestOwnLetters = 2;
/** Enough to tell; bounds the time a long caption takes. */
const mostRead = 80;
const mostCleaned = 400;

/** The detector has Malay for both: of Indonesian titles it calls nine in ten Malay. */
const named = (code: string): string => (code === 'ms' ? 'id' : code);
const codeOf = (language: string): string => (language === 'id' ? 'ms' : language);

const known: ReadonlySet<string> = new Set(Object.values(eld.info().Languages));

/** Whether a text's fit to a language can be told at all. */
export const isTellable = (language: string): boolean => known.has(codeOf(language));

/** Of a caption that is words alone, as `plainText` gives it. */
function readImpression(text: string): Impression {
  const script = readScript(text);
  const fewest = script.language === null ? fewestLetters : fewestOwnLetters;
  if (script.letters < fewest) return { found: { language: null, reason: 'too_short' }, fit: null };
  if (script.language !== null) {
    const { language } = script;
    return { found: { language, confidence: 1 }, fit: (other) => (other === language ? 1 : 0) };
  }
  const result = eld.detect(text.slice(0, mostRead));
  const scores = result.getScores();
  const fit = (language: string): number => scores[codeOf(language)] ?? 0;
  if (result.language === '' || !result.isReliable())
    return { found: { language: null, reason: 'undecidable' }, fit };
  const language = named(result.language);
  return { found: { language, confidence: fit(language) }, fit };
}

/** As `detectLanguage`, with the fits of other languages. */
export const impressionOf = (caption: string): Impression =>
  readImpression(plainText(caption.slice(0, mostCleaned)));

/**
 * The language of a caption, by what it says in words: hashtags, mentions, addresses and
 * emoji are left out. Scripts of one language decide at once; otherwise eld (n-grams of UTF-8
 * bytes, Apache-2.0) does, where it calls itself reliable. Null for too few letters and for what
 * it cannot tell. Malay is reported as Indonesian, which it cannot tell apart. O(length).
 *
 * @example detectLanguage('Los bros se fueron a Andorra') // { language: 'es', confidence: 0.79 }
 */
export const detectLanguage = (caption: string): Language => impressionOf(caption).found;
