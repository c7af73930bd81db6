import { type ImportKind, UnreadableFile } from '@viral-scan/contracts';
import {
  aliases,
  type Column,
  type Layout,
  maxColumns,
  resolveColumns,
  showName,
} from './columns.ts';
import { decodeUtf8 } from './utf8.ts';

const required: Record<ImportKind, readonly Column[]> = {
  posts: ['post_id', 'account_id', 'published_at'],
  snapshots: ['post_id', 'captured_at'],
};

/** The one of comma, semicolon and tab that stands most often in the header, outside of quotes. */
export function detectDelimiter(head: string): string {
  const line = head.trimStart().split('\n', 1)[0] ?? '';
  const unquoted = line.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((mark) => [mark, unquoted.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

export interface CsvHeader {
  readonly layout: Layout;
  readonly width: number;
}

/** Finds the known columns; a file without the needed ones cannot be read at all. */
export function readHeader(fields: readonly string[], kind: ImportKind, line: number): CsvHeader {
  const names = fields.map(decodeUtf8);
  if (!names.every((name) => name !== null) || names.some((name) => name.includes('\0'))) {
    throw new UnreadableFile(
      'the file is not a text in UTF-8: its first line cannot be read',
      line,
    );
  }
  if (names.length > maxColumns) {
    throw new UnreadableFile(
      `the header has ${names.length} columns; at most ${maxColumns} are allowed`,
      line,
    );
  }
  const { layout, duplicates } = resolveColumns(names);
  const missing = required[kind].filter((column) => !layout.has(column));
  if (missing.length > 0) {
    const wanted = missing.map((column) => `${column} (or ${aliases[column].slice(1).join(', ')})`);
    throw new UnreadableFile(
      `a file of ${kind} needs the column ${wanted.join(' and ')}; its header has ${listNames(names)}`,
      line,
    );
  }
  if (duplicates[0] !== undefined) {
    throw new UnreadableFile(`the header names the column ${duplicates[0]} twice`, line);
  }
  return { layout, width: names.length };
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 20).map(showName).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}
