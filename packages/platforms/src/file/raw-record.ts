/**
 * A record as it stands in the file. `line` is its first physical line, from 1; text is still
 * Latin-1, one character per byte, so that bounds and UTF-8 are checked exactly.
 */
export type RawRecord<Content> = {
  readonly line: number;
  readonly bytes: number;
} & ({ readonly content: Content } | { readonly problem: string });

/** Longest record, in bytes. */
export const maxRecordBytes = 1_048_576;

/** Blocks of at least this many bytes are scanned at once, however small the chunks arrive. */
export const blockBytes = 65_536;

export const tooLong = 'is longer than 1 MiB (or has a quote that is never closed)';

export function countLines(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    lines += 1;
  }
  return lines;
}
