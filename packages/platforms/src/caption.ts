import { maxCaptionLength } from '@viral-scan/contracts';

/**
 * Text as we keep it: lone surrogates become U+FFFD and NUL goes (PostgreSQL stores neither), and
 * it ends after at most `maxLength` UTF-16 units, never inside a code point. Empty is null.
 */
export function keepText(text: string, maxLength: number): string | null {
  let kept = text.toWellFormed();
  if (kept.includes('\0')) kept = kept.replaceAll('\0', '');
  if (kept.length > maxLength) kept = kept.slice(0, endOfCodePoint(kept, maxLength));
  return kept === '' ? null : kept;
}

/** Title and description as one caption: the hook is its first line. */
export function composeCaption(title: string | null, description: string | null): string | null {
  const parts = [title, description].filter((part) => part !== null && part !== '');
  return keepText(parts.join('\n'), maxCaptionLength);
}

function endOfCodePoint(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
