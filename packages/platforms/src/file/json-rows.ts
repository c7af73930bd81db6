import { BadCell } from './bad-cell.ts';
import type { RowReader } from './csv-rows.ts';
import type { RawRecord } from './raw-record.ts';
import { type ReadRecord, scanRecords } from './record-scanner.ts';
import { type Row, rowOfObject } from './row.ts';
import { decodeUtf8 } from './utf8.ts';

/** Rows of a JSON Lines file: one object per line, blank lines passed over. */
export async function* jsonRows(
  chunks: AsyncIterable<Buffer>,
  start: number,
): AsyncGenerator<RowReader[]> {
  for await (const records of scanRecords(chunks, start, readLine)) yield records.map(toReader);
}

const readLine: ReadRecord<string> = (text, start, isLast) => {
  const lineEnd = text.indexOf('\n', start);
  if (lineEnd === -1 && !isLast) return { state: 'incomplete' };
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  const line = text.slice(start, end);
  return { state: 'complete', content: line.trim() === '' ? null : line, end };
};

function toReader(record: RawRecord<string>): RowReader {
  const { line, bytes } = record;
  return { line, bytes, open: () => openObject(record) };
}

function openObject(record: RawRecord<string>): Row {
  if ('problem' in record) throw new BadCell('record', record.problem);
  const text = decodeUtf8(record.content);
  if (text === null) throw new BadCell('record', 'is not UTF-8');
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadCell('record', 'is not a JSON object');
  }
  return rowOfObject(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadCell('record', 'is not valid JSON');
  }
}
