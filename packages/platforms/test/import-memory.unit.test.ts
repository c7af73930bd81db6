import type { ImportBatch, ImportedPost } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { parseImport } from '../src/index.ts';
import { now } from './import-text.ts';

/** An endless file; counts what was taken of it. */
function endlessFile(row: string, header = 'id,account,date,text') {
  const taken = { bytes: 0, isClosed: false };
  const block = Buffer.from(row.repeat(Math.ceil(65_536 / row.length)));
  const stream = (async function* () {
    try {
      yield Buffer.from(`${header}\n`);
      for (;;) {
        taken.bytes += block.length;
        yield block;
      }
    } finally {
      taken.isClosed = true;
    }
  })();
  return { taken, stream };
}

describe('memory', () => {
  test('the file is read no faster than its rows are taken', async () => {
    const { taken, stream } = endlessFile('p,a,2026-08-01 10:00,text\n');
    let rows = 0;
    for await (const { records } of parseImport(stream, { kind: 'posts', now })) {
      rows += records.length;
      expect(records.length).toBeLessThanOrEqual(500);
      expect(taken.bytes).toBeLessThan(rows * 26 + 4 * 65_536);
      if (rows >= 20_000) break;
    }
    expect(taken.isClosed).toBe(true);
  });

  test('a platform’s export is read no faster either, nor are its lines that are no posts', async () => {
    const row = `Total,,,\n${'abcdefghij0,t,2026-08-01,1\n'.repeat(9)}`;
    const { taken, stream } = endlessFile(row, 'Content,Video title,Video publish time,Views');
    const options = { kind: 'posts', now, account: 'UC', timezone: 'America/Los_Angeles' } as const;
    let rows = 0;
    for await (const { records } of parseImport(stream, options)) {
      rows += records.length;
      expect(records.length).toBeLessThanOrEqual(500);
      expect(taken.bytes).toBeLessThan((rows / 9) * row.length + 4 * 65_536);
      if (rows >= 20_000) break;
    }
    expect(taken.isClosed).toBe(true);
  });

  test('batches of huge records are smaller', async () => {
    const { stream } = endlessFile(`p,a,2026-08-01 10:00,${'x'.repeat(900_000)}\n`);
    const batches: AsyncIterator<ImportBatch<ImportedPost>> = parseImport(stream, {
      kind: 'posts',
      now,
    });
    const first = await batches.next();
    expect(first.value.records).toHaveLength(5);
    await batches.return?.();
  });
});
