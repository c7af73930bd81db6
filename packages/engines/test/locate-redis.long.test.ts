import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { locateRedis, startRedis } from '../src/index.ts';
import { test } from './engine-room.ts';

/** No redis-server is on this PATH, apt and dpkg-deb are. */
const env = { PATH: '/bin:/sbin' };

test.skipIf(!existsSync('/usr/bin/apt-get') || existsSync('/usr/bin/redis-server'))(
  'two calls with an empty cache both get a server that runs, and the next finds it',
  async ({ room }) => {
    const cacheDir = mkdtempSync(join(tmpdir(), 'viral-scan-cache-'));
    try {
      const [a, b] = await Promise.all([
        locateRedis({ cacheDir, env }),
        locateRedis({ cacheDir, env }),
      ]);
      expect([a.file, a.origin]).toEqual([b.file, 'unpacked']);
      expect(readdirSync(cacheDir)).toHaveLength(1);
      expect((await locateRedis({ cacheDir, env })).origin).toBe('cache');
      const redis = room.keep(await startRedis({ dir: join(room.dir, 'redis'), server: a }));
      expect(redis.pid).toBeGreaterThan(1);
    } finally {
      rmSync(cacheDir, { recursive: true, force: true });
    }
  },
);
