import { type ImportKind, UnreadableFile } from '@viral-scan/contracts';
import { BadCell, type Cell } from './bad-cell.ts';
import { aliases, type Column, maxColumns, resolveColumns } from './columns.ts';
import type { ExportContext } from './dialects/dialect.ts';
import { refuseExportContext } from './dialects/export-context.ts';
import { exportReader } from './dialects/read-export.ts';
import { nearestDialects, recognizeDialect } from './dialects/recognize-dialect.ts';
import { indexNames, showName } from './header-names.ts';
import { type Row, rowOf } from './row.ts';
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
  readonly width: number;
  /** A record of that width as a row; null when it is none. Throws `BadCell`. */
  readonly toRow: (record: readonly string[]) => Row | null;
}

/** What a file is read as, and what its caller says of it. */
export interface HeaderContext {
  readonly kind: ImportKind;
  readonly export: ExportContext;
}

/**
 * Tells a platform's export from our own format by the names, and finds the known columns; a file
 * without the needed ones cannot be read at all.
 */
export function readHeader(
  fields: readonly string[],
  { kind, export: context }: HeaderContext,
  line: number,
): CsvHeader {
  const names = readNames(fields, line);
  const known = new Set(indexNames(names).at.keys());
  const { layout, duplicates } = resolveColumns(names);
  const missing = required[kind].filter((column) => !layout.has(column));
  const width = names.length;
  const dialect = recognizeDialect(known, { isOwn: missing.length === 0, line });
  if (dialect !== null) {
    if (kind !== 'posts') {
      throw new UnreadableFile(`the file is ${dialect.name}: import it with kind=posts`, line);
    }
    const read = exportReader(dialect, names, line, context);
    return { width, toRow: (record) => read((index, name) => decode(name, record[index])) };
  }
  if (missing.length > 0) {
    const wanted = missing.map((column) => `${column} (or ${aliases[column].slice(1).join(', ')})`);
    const found = `its header has ${listNames(names)}`;
    const hint = kind === 'posts' ? `; ${nearestDialects(known)}` : '';
    throw new UnreadableFile(
      `a file of ${kind} needs the column ${wanted.join(' and ')}; ${found}${hint}`,
      line,
    );
  }
  if (duplicates[0] !== undefined) {
    throw new UnreadableFile(`the header names the column ${duplicates[0]} twice`, line);
  }
  refuseExportContext(context);
  return {
    width,
    toRow: (record) => {
      const row = rowOf(layout, record);
      return (column) => {
        const { name, value } = row(column);
        return decode(name, value);
      };
    },
  };
}

function readNames(fields: readonly string[], line: number): readonly string[] {
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
  return names;
}

function decode(name: string, value: unknown): Cell {
  if (typeof value !== 'string') return { name, value };
  const text = decodeUtf8(value);
  if (text === null) throw new BadCell(name, 'is not UTF-8');
  return { name, value: text };
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 20).map(showName).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}
