import { readFileSync, writeFileSync } from 'node:fs';

const opening = '<!-- measured -->';
const closing = '<!-- end of measured -->';

/** Puts what was measured between the two marks of a file, in place of what stood there. */
export function writeMarkdown(file: string, text: string): void {
  const whole = readFileSync(file, 'utf8');
  const start = whole.indexOf(opening);
  const end = whole.indexOf(closing);
  if (start < 0 || end < start) throw new Error(`${file} has no ${opening} … ${closing}`);
  writeFileSync(file, `${whole.slice(0, start)}${opening}\n${text}\n${whole.slice(end)}`);
}
