import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { test } from './engine-room.ts';

const ownerScript = fileURLToPath(new URL('engine-owner.ts', import.meta.url));

async function startOwner(...args: string[]): Promise<{ owner: ChildProcess; pids: number[] }> {
  const owner = spawn(process.execPath, [ownerScript, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(owner.stdout, 'data');
  return { owner, pids: JSON.parse(String(line)) };
}

/** A process that has ended but was not fetched by its parent has no command line. */
const isRunning = (pid: number) =>
  existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';

test('engines end when their owner is killed', async ({ room }) => {
  const { owner, pids } = await startOwner(room.dir);
  expect(pids.map(isRunning)).toEqual([true, true]);
  owner.kill('SIGKILL');
  await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
});

test('engines end when their owner exits without stopping them', async ({ room }) => {
  const { pids } = await startOwner(room.dir, 'exit');
  await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
});
