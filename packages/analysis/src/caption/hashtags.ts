import { hashtagPattern, urlPattern } from './sign-patterns.ts';

export interface Hashtag {
  /** Composed (NFC), in small letters and without joiners: equal for spellings that platforms join. */
  readonly key: string;
  /** As first written, without "#". */
  readonly spelling: string;
}

const onlyDigits = /^[\p{N}\p{M}]+$/u;

export const hashtagKey = (spelling: string): string =>
  spelling
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u200c\u200d]/g, '');

/**
 * The hashtags of a caption, each once, in the order of first use. "#1" is a number, not a tag;
 * what follows "#" in an address is none either. The tags a platform lists beside a caption are
 * not among them (`AnalysisPost.tags`). O(length).
 */
export function hashtagsOf(caption: string): Hashtag[] {
  if (!caption.includes('#') && !caption.includes('＃')) return [];
  const found = new Map<string, Hashtag>();
  for (const run of caption.replace(urlPattern, ' ').match(hashtagPattern) ?? []) {
    for (const spelling of run.split(/[#＃]/)) {
      if (spelling === '' || onlyDigits.test(spelling)) continue;
      const key = hashtagKey(spelling);
      if (!found.has(key)) found.set(key, { key, spelling });
    }
  }
  return [...found.values()];
}
