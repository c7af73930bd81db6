import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** One CSV row by column name. A column the file lacks reads as empty. */
export type Row = (column: string) => string;

/** Streams a gzipped CSV with a header line through `onRow`, one row at a time. */
export async function readRows(path: string, onRow: (row: Row) => void): Promise<void> {
  const parser = parse({ bom: true });
  await pipeline(createReadStream(path), createGunzip(), parser, async (records) => {
    let header: Map<string, number> | null = null;
    for await (const cells of records as AsyncIterable<string[]>) {
      if (header === null) {
        header = new Map(cells.map((name, index) => [name, index]));
        continue;
      }
      const columns = header;
      onRow((name) => cells[columns.get(name) ?? -1] ?? '');
    }
  });
}

/** Source times are UTC, written with or without `Z`, a `T` or the seconds. Milliseconds. */
export function parseUtc(text: string): number {
  const iso = text.replace(' ', 'T');
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
  if (Number.isNaN(at)) throw new Error(`not a time: ${JSON.stringify(text.slice(0, 40))}`);
  return at;
}

/** A counter, or null when the cell is empty. */
export function parseCount(text: string): number | null {
  if (text === '') return null;
  const count = Math.trunc(Number(text));
  return Number.isSafeInteger(count) && count >= 0 ? count : null;
}
