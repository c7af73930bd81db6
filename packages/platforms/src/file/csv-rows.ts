import { UnreadableFile } from '@viral-scan/contracts';
import { BadCell } from './bad-cell.ts';
import { type CsvHeader, type HeaderContext, readHeader } from './csv-header.ts';
import { readCsvRecord } from './csv-record.ts';
import type { RawRecord } from './raw-record.ts';
import { type ReadRecord, scanRecords } from './record-scanner.ts';
import type { Row } from './row.ts';

/** A record and how to read it: null when it is no row, `BadCell` is thrown for a bad one. */
export interface RowReader {
  readonly line: number;
  readonly bytes: number;
  readonly open: () => Row | null;
}

/** Rows of a CSV file; its first record that is not blank is the header. */
export async function* csvRows(
  chunks: AsyncIterable<Buffer>,
  file: HeaderContext & { readonly start: number; readonly delimiter: string },
): AsyncGenerator<RowReader[]> {
  let header: CsvHeader | undefined;
  for await (const records of scanRecords(chunks, file.start, readRecordBy(file.delimiter))) {
    const rows: RowReader[] = [];
    for (const record of records) {
      if (header === undefined) header = openHeader(record, file);
      else rows.push(toReader(record, header));
    }
    yield rows;
  }
}

const readRecordBy =
  (delimiter: string): ReadRecord<readonly string[]> =>
  (text, start, isLast) => {
    const record = readCsvRecord(text, start, delimiter, isLast);
    if (record.state !== 'complete') return record;
    const [first, ...rest] = record.fields;
    const isBlank = rest.length === 0 && first?.trim() === '';
    return { state: 'complete', content: isBlank ? null : record.fields, end: record.end };
  };

function openHeader(record: RawRecord<readonly string[]>, context: HeaderContext): CsvHeader {
  if ('problem' in record) {
    throw new UnreadableFile(`the header of the file ${record.problem}`, record.line);
  }
  return readHeader(record.content, context, record.line);
}

function toReader(record: RawRecord<readonly string[]>, header: CsvHeader): RowReader {
  const { line, bytes } = record;
  const open = (): Row | null => {
    if ('problem' in record) throw new BadCell('record', record.problem);
    const { length } = record.content;
    if (length !== header.width) {
      throw new BadCell('record', `has ${length} columns where the header has ${header.width}`);
    }
    return header.toRow(record.content);
  };
  return { line, bytes, open };
}
