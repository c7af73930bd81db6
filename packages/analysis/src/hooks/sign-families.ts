import { anyLanguage, type HookFamily } from './hook-family.ts';
import type { HookWords } from './hook-words.ts';

/** Six letters or more, seven in ten of them capitals; scripts without case have none. */
function isShouted({ text }: HookWords): boolean {
  const lower = text.toLowerCase();
  const upper = text.toUpperCase();
  if (lower.length !== text.length || upper.length !== text.length) return false;
  let capitals = 0;
  let letters = 0;
  for (let i = 0; i < text.length; i += 1) {
    const small = lower.charCodeAt(i);
    if (small === upper.charCodeAt(i)) continue;
    letters += 1;
    if (text.charCodeAt(i) !== small) capitals += 1;
  }
  return letters >= 6 && capitals / letters >= 0.7;
}

const digit = /\p{Nd}/u;
const emoji = /\p{Extended_Pictographic}/u;
const anyOf =
  (...signs: readonly string[]) =>
  ({ text }: HookWords): boolean =>
    signs.some((sign) => text.includes(sign));

/** Families told by signs alone, so in any language. */
export const signFamilies: readonly HookFamily[] = [
  anyLanguage('question', '… ?', anyOf('?', '？', '؟', '՞')),
  anyLanguage('number', '… [NUM] …', ({ text }) => digit.test(text)),
  anyLanguage('all_caps', '[ALL CAPS]', isShouted),
  anyLanguage('emoji', '… [EMOJI]', ({ text }) => emoji.test(text)),
  anyLanguage('exclamation', '… !', anyOf('!', '！')),
  anyLanguage('suspense', '… …', anyOf('…', '...', '。。')),
  anyLanguage('quotation', '“ … ”', anyOf('“', '”', '"', '«', '„', '「')),
];
