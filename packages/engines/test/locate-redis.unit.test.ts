import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locateRedis } from '../src/index.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'viral-scan-locate-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function writeServer(version: string): string {
  const file = join(dir, 'redis-server');
  writeFileSync(file, `#!/bin/sh\necho "Redis server v=${version} sha=00000000:0 bits=64"\n`);
  chmodSync(file, 0o755);
  return file;
}

test('a redis-server on the PATH comes first', async () => {
  const file = writeServer('7.0.15');
  const found = await locateRedis({
    cacheDir: join(dir, 'cache'),
    env: { PATH: `/nowhere:${dir}` },
  });
  expect(found).toEqual({ file, libraryPath: undefined, origin: 'path' });
});

test('without apt the error names what to do', async () => {
  await expect(
    locateRedis({ cacheDir: join(dir, 'cache'), env: { PATH: '/nowhere' } }),
  ).rejects.toThrow('set REDIS_URL to a running Redis, or install redis-server');
});

test('a server too old for the queue is passed over', async () => {
  writeServer('6.0.16');
  await expect(locateRedis({ cacheDir: join(dir, 'cache'), env: { PATH: dir } })).rejects.toThrow(
    'set REDIS_URL',
  );
});
