import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder of everything `npm start` keeps: `.viral-scan` in the project (ignored by git), or
 * below VIRAL_SCAN_HOME.
 */
export interface Home {
  /** The folder that holds `.viral-scan`. */
  readonly parent: string;
  readonly dir: string;
  readonly path: (...parts: string[]) => string;
}

export function openHome(parent: string): Home {
  const dir = join(parent, '.viral-scan');
  mkdirSync(join(dir, 'logs'), { recursive: true });
  mkdirSync(join(dir, 'keys'), { recursive: true, mode: 0o700 });
  return { parent, dir, path: (...parts) => join(dir, ...parts) };
}

/** Written in one move, readable by its owner alone: a reader never sees half of it. */
export function writeJson(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

export function readJson(file: string): unknown {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Another start is running here. */
export class AlreadyRunning extends Error {}

/**
 * One start at a time per folder. A lock whose owner is gone (killed) is taken over.
 * @returns gives the lock back
 */
export function takeLock(home: Home): () => void {
  const file = home.path('start.lock');
  const mine = JSON.stringify({ pid: process.pid, started: startTimeOf(process.pid) });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = readJson(file);
    const pid = owner !== null && typeof owner === 'object' && 'pid' in owner ? owner.pid : null;
    const started =
      owner !== null && typeof owner === 'object' && 'started' in owner ? owner.started : null;
    if (typeof pid === 'number' && isAlive(pid) && startTimeOf(pid) === started) {
      throw new AlreadyRunning(
        `Viral Scan is already running in this folder (process ${pid}). Stop it with Ctrl-C there, or: kill ${pid}. What it offers is in ${home.path('run.json')}.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new AlreadyRunning(`another start is taking ${file} at this very moment: try again`);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Tells a process from a later one with the same number; null where /proc is not there. */
function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
