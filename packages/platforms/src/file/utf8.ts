import { isUtf8 } from 'node:buffer';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range, where both encodings agree
const ascii = /^[\u0000-\u007f]*$/;

/** The UTF-8 text behind bytes held as Latin-1; null when they are no UTF-8. */
export function decodeUtf8(latin1: string): string | null {
  if (ascii.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
