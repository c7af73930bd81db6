import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readJson } from './json-file.ts';

export type LockAttempt =
  /** Ours until released. */
  | { readonly taken: true; readonly release: () => void }
  | { readonly taken: false; readonly owner: number | null };

/**
 * A lock that one living process holds; that of a process that is gone (killed) is taken over.
 * A pid counts together with its start time: the number may belong to another process by now.
 */
export function tryLock(file: string): LockAttempt {
  const mine = JSON.stringify({ pid: process.pid, started: startTimeOf(process.pid) });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o644 });
      return { taken: true, release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const { pid, started } = ownerOf(file);
    if (pid !== null && isAlive(pid) && startTimeOf(pid) === started) {
      return { taken: false, owner: pid };
    }
    rmSync(file, { force: true });
  }
  return { taken: false, owner: null };
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
