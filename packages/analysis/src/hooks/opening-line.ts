const mostRead = 4_000;
const mostKept = 120;
const sentenceEnds = new Set(['.', '!', '?', '…', '。', '！', '？', '؟']);

/** Cuts at so many UTF-16 units without splitting a surrogate pair. */
function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  const last = text.charCodeAt(units - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? units - 1 : units);
}

/**
 * The hook of a caption: its first sentence or line, at most 120 units; null when empty.
 * A full stop ends a sentence only before white space, so that "3.5" and "U.S." hold.
 * O(min(length, 4000)).
 *
 * @example openingLine('Stop doing this! Try that.\n#tips') // 'Stop doing this!'
 */
export function openingLine(caption: string | null): string | null {
  if (caption === null) return null;
  const text = cut(caption, mostRead).trimStart();
  let end = 0;
  while (end < text.length) {
    const char = text.charAt(end);
    if (char === '\n' || char === '\r' || char === '\u2028') break;
    end += 1;
    if (end >= mostKept) break;
    if (!sentenceEnds.has(char)) continue;
    const next = text.charAt(end);
    if (next === '' || next.trim() === '' || char === '。' || char === '！' || char === '？') break;
  }
  const line = cut(text, end).trim();
  return line === '' ? null : line;
}
