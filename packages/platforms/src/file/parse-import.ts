import {
  type ImportBatch,
  type ImportedPost,
  type ImportedRow,
  type ImportedSnapshot,
  type ImportKind,
  type RowError,
  UnreadableFile,
} from '@viral-scan/contracts';
import { BadCell } from './bad-cell.ts';
import { detectDelimiter } from './csv-header.ts';
import { csvRows, type RowReader } from './csv-rows.ts';
import { exportContext, refuseExportContext } from './dialects/export-context.ts';
import { inflate, peek } from './inflate.ts';
import { jsonRows } from './json-rows.ts';
import { readPostRow } from './post-row.ts';
import { blockBytes } from './raw-record.ts';
import type { Row } from './row.ts';
import { readSnapshotRow } from './snapshot-row.ts';
import { sniffFormat } from './sniff-format.ts';

export interface ImportOptions<K extends ImportKind> {
  readonly kind: K;
  /** Times later than a day after it are errors. */
  readonly now: Date;
  /** Of the unpacked file; 2 GiB by default. */
  readonly maxBytes?: number;
  /** The account of a platform's export: for one that names none, or to name it otherwise. */
  readonly account?: string | undefined;
  /** IANA zone of the times in a platform's export, which name none; UTC by default. */
  readonly timezone?: string | undefined;
}

interface RowByKind {
  posts: ImportedPost;
  snapshots: ImportedSnapshot;
}

const maxBatchRecords = 500;
const maxBatchBytes = 4 * 1_048_576;
const defaultMaxBytes = 2 * 1_073_741_824;

const readerByKind: { [K in ImportKind]: (row: Row, now: Date) => RowByKind[K] } = {
  posts: readPostRow,
  snapshots: readSnapshotRow,
};

/**
 * Reads a file of posts or snapshots, in our format or as a platform exports it
 * (docs/import-format.md), as a stream, up to 500
 * records at a time, in memory that does not grow with the file. Bad rows are reported and passed
 * over; `UnreadableFile` ends the whole (also after batches were given: the caller takes them back).
 * @throws InvalidInput when the file needs what the options do not give, or has no use for it
 */
export async function* parseImport<K extends ImportKind>(
  stream: AsyncIterable<Uint8Array>,
  options: ImportOptions<K>,
): AsyncGenerator<ImportBatch<RowByKind[K]>> {
  const unpacked = inflate(stream, options.maxBytes ?? defaultMaxBytes);
  const { head, whole } = await peek(unpacked, blockBytes);
  const text = head.toString('latin1');
  const { format, start } = sniffFormat(text);
  const delimiter = format === 'csv' ? detectDelimiter(text.slice(start)) : '';
  const context = exportContext(options);
  if (format === 'jsonl') refuseExportContext(context);
  const rows =
    format === 'csv'
      ? csvRows(whole, { kind: options.kind, export: context, start, delimiter })
      : jsonRows(whole, start);
  const read = readerByKind[options.kind];

  let isEmpty = true;
  let records: (ImportedRow<RowByKind[K]> | RowError)[] = [];
  let bytes = 0;
  for await (const readers of rows) {
    for (const reader of readers) {
      const record = readRecord(reader, (row) => read(row, options.now));
      if (record !== null) records.push(record);
      bytes += reader.bytes;
      if (records.length < maxBatchRecords && bytes < maxBatchBytes) continue;
      isEmpty = false;
      yield { format, records };
      records = [];
      bytes = 0;
    }
  }
  if (records.length > 0) yield { format, records };
  else if (isEmpty) throw new UnreadableFile('the file has a header but no rows');
}

function readRecord<T>(reader: RowReader, read: (row: Row) => T): ImportedRow<T> | RowError | null {
  try {
    const row = reader.open();
    return row === null ? null : { line: reader.line, row: read(row) };
  } catch (error) {
    if (error instanceof BadCell) {
      return { line: reader.line, field: error.field, message: error.message };
    }
    throw error;
  }
}
