import type {
  ImportedPost,
  ImportedRow,
  ImportedSnapshot,
  ImportKind,
  RowError,
} from '@viral-scan/contracts';
import { type ImportOptions, parseImport } from '../src/index.ts';

export const now = new Date('2026-08-22T06:00:00Z');

export interface Imported<T> {
  readonly format: string | null;
  readonly rows: ImportedRow<T>[];
  readonly errors: RowError[];
}

/** Splits bytes as a slow upload would. */
export async function* inChunks(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function gather<T>(
  batches: AsyncIterable<{
    format: string;
    records: readonly ({ line: number; row: T } | RowError)[];
  }>,
): Promise<Imported<T>> {
  const rows: { line: number; row: T }[] = [];
  const errors: RowError[] = [];
  let format: string | null = null;
  for await (const batch of batches) {
    format = batch.format;
    for (const record of batch.records) {
      if ('row' in record) rows.push(record);
      else errors.push(record);
    }
  }
  return { format, rows, errors };
}

type Options = Partial<ImportOptions<ImportKind>> & { readonly chunkBytes?: number };

export function importPosts(
  file: string | Uint8Array,
  { chunkBytes, ...options }: Options = {},
): Promise<Imported<ImportedPost>> {
  const bytes = inChunks(Buffer.from(file), chunkBytes);
  return gather(parseImport(bytes, { now, ...options, kind: 'posts' }));
}

export function importSnapshots(file: string | Uint8Array): Promise<Imported<ImportedSnapshot>> {
  return gather(parseImport(inChunks(Buffer.from(file)), { now, kind: 'snapshots' }));
}

/** A CSV of posts with one row per entry: the needed columns plus the given ones. */
export function csvOf(header: string, ...rows: string[]): string {
  const needed = rows.map((row, index) => `p${index + 1},acc,2026-08-01T10:00:00Z,${row}`);
  return [`post_id,account_id,published_at,${header}`, ...needed, ''].join('\n');
}
