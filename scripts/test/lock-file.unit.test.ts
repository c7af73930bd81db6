import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tryLock } from '../start/lock-file.ts';

describe('a lock file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'viral-scan-lock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is held by one, and free again when given back', () => {
    const file = join(folder, 'one');
    const first = tryLock(file);
    expect(tryLock(file)).toEqual({ taken: false, owner: process.pid });
    if (first.taken) first.release();
    expect(tryLock(file).taken).toBe(true);
  });

  it('of a process that is gone is taken over', () => {
    const file = join(folder, 'gone');
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(file, JSON.stringify({ pid, started: '1' }));
    expect(tryLock(file).taken).toBe(true);
  });

  it('of another process with a recycled pid is taken over', () => {
    const file = join(folder, 'recycled');
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'another time' }));
    expect(tryLock(file).taken).toBe(true);
  });

  it('that nobody can read is taken over', () => {
    const file = join(folder, 'broken');
    writeFileSync(file, '{"pid":');
    expect(tryLock(file).taken).toBe(true);
  });
});
