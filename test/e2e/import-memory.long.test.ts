import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@viral-scan/testing';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { copyFirstRows } from '../../bench/import/first-rows.ts';
import { type ImportMeasure, measureImport } from '../../bench/import/measure-import.ts';
import { hasSource, sharedDir } from './source-truth.ts';

const mustRun = process.env.CI === 'true';

describe.skipIf(!hasSource && !mustRun)('an import of 42,000 real posts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'viral-scan-import-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const measure = async (file: string): Promise<ImportMeasure> => {
    const database = await testDatabase();
    try {
      return await measureImport({
        file,
        folder,
        databaseUrl: database.url,
        redisUrl: inject('redisUrl'),
        port: await freePort(),
      });
    } finally {
      await database.drop();
    }
  };

  it('needs at most 1.3 times the memory of one of 4,000', async () => {
    const all = join(sharedDir, 'data', 'youtube-trending-2026', 'public', 'posts.csv.gz');
    const few = join(folder, 'few.csv.gz');
    await copyFirstRows(all, few, 4_000);
    const small = await measure(few);
    const large = await measure(all);
    const ratio = large.peakMebibytes / small.peakMebibytes;
    console.log(
      `${small.result.rows} rows: ${small.peakMebibytes.toFixed(0)} MiB; ${large.result.rows} rows: ${large.peakMebibytes.toFixed(0)} MiB, ${large.rowsPerSecond.toFixed(0)} rows/s; ratio ${ratio.toFixed(2)}`,
    );
    expect(small.result.accepted).toBe(4_000);
    expect(large.result.accepted).toBeGreaterThan(42_000);
    expect(large.result.rejected).toBe(0);
    expect(ratio).toBeLessThanOrEqual(1.3);
  });
});

/** `@viral-scan/engines` cannot be loaded inside vitest. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
