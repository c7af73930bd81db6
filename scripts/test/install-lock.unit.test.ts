import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';

type InstallLock = {
  underLock<T>(lock: string, work: () => Promise<T>, onWait: () => void): Promise<T>;
};

const { underLock }: InstallLock = await import(
  new URL('../bootstrap/install-lock.mjs', import.meta.url).href
);
const nobodysPid = 4_194_305;
let dir = '';
let lock = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'viral-scan-lock-'));
  lock = join(dir, 'install.lock');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function leaveLock(owner: string, secondsAgo: number): void {
  mkdirSync(lock);
  writeFileSync(join(lock, 'owner'), owner);
  const then = new Date(Date.now() - secondsAgo * 1000);
  utimesSync(lock, then, then);
}

test('the second waits until the first has ended', async () => {
  const steps: string[] = [];
  const work = (name: string) => async () => {
    steps.push(`${name} begins`);
    await sleep(50);
    steps.push(`${name} ends`);
  };
  await Promise.all([
    underLock(lock, work('a'), () => steps.push('a waits')),
    underLock(lock, work('b'), () => steps.push('b waits')),
  ]);
  expect(steps).toEqual(['a begins', 'b waits', 'a ends', 'b begins', 'b ends']);
  expect(existsSync(lock)).toBe(false);
});

test('work that fails gives the lock back', async () => {
  const failing = () => Promise.reject(new Error('no space left'));
  await expect(underLock(lock, failing, () => undefined)).rejects.toThrow('no space left');
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a dead owner is taken over at once', async () => {
  leaveLock(`${nobodysPid} ${hostname()} 0`, 0);
  expect(await underLock(lock, async () => 'done', expect.unreachable)).toBe('done');
});

test('a lock from another host is taken over once nobody touches it', async () => {
  leaveLock(`${process.pid} another-host 0`, 60);
  expect(await underLock(lock, async () => 'done', expect.unreachable)).toBe('done');
});

test('a living owner is waited for', async () => {
  leaveLock(`${process.pid} ${hostname()} 0`, 0);
  let waits = 0;
  const waiting = underLock(
    lock,
    async () => 'done',
    () => {
      waits += 1;
    },
  );
  await sleep(300);
  expect(waits).toBe(1);
  rmSync(lock, { recursive: true });
  expect(await waiting).toBe('done');
});
