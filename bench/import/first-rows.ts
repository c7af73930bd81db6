import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** Copies the header and the first `rows` records of a gzipped CSV into another one. */
export async function copyFirstRows(from: string, to: string, rows: number): Promise<void> {
  await pipeline(Readable.from(head(from, rows)), createGzip(), createWriteStream(to));
}

async function* head(file: string, rows: number): AsyncGenerator<string> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  let records = -1;
  let isInsideQuotes = false;
  for await (const line of lines) {
    if ((line.split('"').length - 1) % 2 === 1) isInsideQuotes = !isInsideQuotes;
    yield `${line}\n`;
    if (!isInsideQuotes) records += 1;
    if (records === rows) return;
  }
}
