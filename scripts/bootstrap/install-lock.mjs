import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeatMs = 1_000;
const staleAfterMs = 15_000;

/**
 * Runs `work` while no other process does, on a lock folder that names its
 * owner. The folder is made aside and renamed into place, which fails when one
 * is there already. A lock is stale when its owner is dead, or (the owner may
 * live in another container, where its pid says nothing) has stopped touching it.
 *
 * @template T
 * @param {string} lock path of the folder
 * @param {() => Promise<T>} work
 * @param {() => void} onWait called once when somebody else holds the lock
 */
export async function underLock(lock, work, onWait) {
  const token = `${process.pid} ${hostname()} ${Date.now()}`;
  for (let waited = false; !acquire(lock, token); ) {
    const owner = readOwner(lock);
    if (owner !== undefined && isStale(lock, owner)) {
      breakLock(lock, owner);
      continue;
    }
    if (!waited) onWait();
    waited = true;
    await sleep(200);
  }
  const heartbeat = setInterval(() => touch(lock), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (readOwner(lock) === token) rmSync(lock, { recursive: true, force: true });
  }
}

function acquire(lock, token) {
  const prepared = `${lock}.${process.pid}`;
  rmSync(prepared, { recursive: true, force: true });
  mkdirSync(prepared);
  writeFileSync(join(prepared, 'owner'), token);
  try {
    renameSync(prepared, lock);
    return true;
  } catch (error) {
    rmSync(prepared, { recursive: true, force: true });
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(lock) {
  try {
    return readFileSync(join(lock, 'owner'), 'utf8');
  } catch {
    return undefined;
  }
}

function isStale(lock, owner) {
  const [pid, host] = owner.split(' ');
  if (host === hostname() && !isAlive(Number(pid))) return true;
  const touchedAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - touchedAt > staleAfterMs;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Moves the lock away first: of two that break it at once, one finds it gone. */
function breakLock(lock, staleOwner) {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
    // The other one was faster, and this is its new lock: give it back.
    if (readOwner(aside) !== staleOwner) renameSync(aside, lock);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

function touch(lock) {
  try {
    utimesSync(lock, new Date(), new Date());
  } catch {
    // Broken by somebody who thought us dead; the end of the work will notice.
  }
}
