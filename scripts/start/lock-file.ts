import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readJson } from './json-file.ts';

export type LockAttempt =
  /** Ours until released. */
  | { readonly taken: true; readonly release: () => void }
  | { readonly taken: false; readonly owner: number | null };

/** Longer than the other one needs between looking at a lock and removing it. */
const takeoverMs = 50;

/**
 * A lock that one living process holds; that of a process that is gone (killed) is taken over.
 * A pid counts together with its start time: the number may belong to another process by now.
 */
export function tryLock(file: string): LockAttempt {
  const mine = JSON.stringify({ pid: process.pid, started: startTimeOf(process.pid) });
  let isTakeover = false;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o644 });
      if (isTakeover && !isStill(file, mine)) continue;
      return { taken: true, release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const { pid, started } = ownerOf(file);
    if (pid !== null && isAlive(pid) && startTimeOf(pid) === started) {
      return { taken: false, owner: pid };
    }
    rmSync(file, { force: true });
    isTakeover = true;
  }
  return { taken: false, owner: null };
}

/** Two may take the same dead lock over at once: the later one removes the earlier one's file. */
function isStill(file: string, mine: string): boolean {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, takeoverMs);
  return existsSync(file) && readFileSync(file, 'utf8') === mine;
}

function ownerOf(file: string): { pid: number | null; started: unknown } {
  const owner = readJson(file);
  if (owner === null || typeof owner !== 'object') return { pid: null, started: null };
  return {
    pid: 'pid' in owner && typeof owner.pid === 'number' ? owner.pid : null,
    started: 'started' in owner ? owner.started : null,
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Null where /proc is not there. */
function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
