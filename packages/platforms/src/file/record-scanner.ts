import { blockBytes, countLines, maxRecordBytes, type RawRecord, tooLong } from './raw-record.ts';

/** Reads one record of a text at a position; `end` is where the next one starts. */
export type ReadRecord<Content> = (
  text: string,
  start: number,
  isLast: boolean,
) =>
  | { readonly state: 'complete'; readonly content: Content | null; readonly end: number }
  | { readonly state: 'broken'; readonly message: string }
  | { readonly state: 'incomplete' };

/**
 * Cuts blocks of text into records with bounded memory: at most one record and one block are held.
 *
 * A broken record costs its first physical line only: scanning resumes at the next one, so an
 * unclosed quote cannot swallow the good records behind it. A record that passes `maxRecordBytes`
 * is broken too. Content `null` (a blank line) is passed over.
 */
export async function* scanRecords<Content>(
  chunks: AsyncIterable<Buffer>,
  skipBytes: number,
  read: ReadRecord<Content>,
  minBlockBytes = blockBytes,
): AsyncGenerator<RawRecord<Content>[]> {
  let pending = '';
  let start = 0;
  let line = 1;
  let isSkippingLine = false;

  function* scan(isLast: boolean): Generator<RawRecord<Content>> {
    while (start < pending.length) {
      if (isSkippingLine) {
        const end = pending.indexOf('\n', start);
        if (end === -1) {
          start = pending.length;
          return;
        }
        isSkippingLine = false;
        start = end + 1;
        line += 1;
        continue;
      }
      let record = read(pending, start, isLast);
      const bytes = (record.state === 'complete' ? record.end : pending.length) - start;
      if (record.state === 'incomplete' && bytes <= maxRecordBytes) return;
      if (record.state !== 'broken' && bytes > maxRecordBytes) {
        record = { state: 'broken', message: tooLong };
      }
      if (record.state === 'complete') {
        if (record.content !== null) yield { line, bytes, content: record.content };
        line += countLines(pending, start, record.end);
        start = record.end;
      } else if (record.state === 'broken') {
        yield { line, bytes: 0, problem: record.message };
        isSkippingLine = true;
      }
    }
  }

  for await (const block of toBlocks(chunks, skipBytes, minBlockBytes)) {
    pending = pending.slice(start) + block;
    start = 0;
    yield [...scan(false)];
  }
  yield [...scan(true)];
}

/** Latin-1 text of at least `minBlockBytes` each, but for the last; `skipBytes` are left out. */
async function* toBlocks(
  chunks: AsyncIterable<Buffer>,
  skipBytes: number,
  minBlockBytes: number,
): AsyncGenerator<string> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  let toSkip = skipBytes;
  for await (const chunk of chunks) {
    const kept = chunk.subarray(Math.min(toSkip, chunk.length));
    toSkip -= chunk.length - kept.length;
    gathered.push(kept);
    bytes += kept.length;
    if (bytes < minBlockBytes) continue;
    yield Buffer.concat(gathered).toString('latin1');
    gathered = [];
    bytes = 0;
  }
  yield Buffer.concat(gathered).toString('latin1');
}
