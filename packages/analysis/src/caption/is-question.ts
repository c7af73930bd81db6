import { urlPattern } from './sign-patterns.ts';

/** Latin and most others, full width, Arabic, Armenian, Ethiopic, Greek's own sign, and the doubled ones. */
const questionMark = /[?？؟՞፧\u037e⁇⁈⁉]/;

/** Whether a caption asks: a question mark of any script, outside web addresses. O(length). */
export function isQuestion(caption: string): boolean {
  return questionMark.test(caption) && questionMark.test(caption.replace(urlPattern, ' '));
}
