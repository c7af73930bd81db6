import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A record of a CSV file: its cell by the name of the column. */
export type CsvRecord = (column: string) => string;

/** The records of a gzipped CSV file with a header, quoted cells and all; for files that fit in memory. */
export function readCsvRecords(path: string): CsvRecord[] {
  const [header = [], ...rows] = csvRows(gunzipSync(readFileSync(path)).toString());
  const columns = new Map(header.map((name, i) => [name, i]));
  return rows.map((cells) => (column) => {
    const index = columns.get(column);
    if (index === undefined) throw new Error(`${path} has no column ${column}`);
    return cells[index] ?? '';
  });
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new SyntaxError(`no CSV cell at ${cell.lastIndex}`);
    const [, quoted, plain = '', end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}
