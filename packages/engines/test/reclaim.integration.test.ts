import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { engineFolders, reclaim, startPostgres, startRedis } from '../src/index.ts';
import { test } from './engine-room.ts';

test('left-over engines of a home are stopped, and the home starts again', async ({ room }) => {
  const folders = engineFolders(room);
  const start = () =>
    Promise.all([
      startPostgres({ dataDir: folders.postgres, runAs: room.runAs, durable: false }),
      startRedis({ dir: folders.redis }),
    ]);
  const [postgres, redis] = await start();
  room.keep(postgres);
  room.keep(redis);

  expect(await reclaim(room)).toEqual([
    { engine: 'postgres', pid: postgres.pid },
    { engine: 'redis', pid: redis.pid },
  ]);
  expect(await postgres.exited).toEqual({ code: 0, signal: null });
  expect(await redis.exited).toEqual({ code: 0, signal: null });
  for (const again of await start()) room.keep(again);
});

test('a pid file that names a process of somebody else is removed, its process left alone', async ({
  room,
}) => {
  const folders = engineFolders(room);
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    const pidFiles = [join(folders.postgres, 'postmaster.pid'), join(folders.redis, 'redis.pid')];
    for (const folder of Object.values(folders)) mkdirSync(folder);
    for (const file of pidFiles) writeFileSync(file, `${stranger.pid}\n`);
    expect(await reclaim(room)).toEqual([]);
    expect(pidFiles.filter((file) => existsSync(file))).toEqual([]);
    expect(stranger.signalCode).toBeNull();
    expect(existsSync(`/proc/${stranger.pid}`)).toBe(true);
  } finally {
    stranger.kill();
  }
});

test('a home without left-overs needs nothing', async ({ room }) => {
  expect(await reclaim(room)).toEqual([]);
});
