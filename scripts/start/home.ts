import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from './lock-file.ts';

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

/** Another start is running here. */
export class AlreadyRunning extends Error {}

/**
 * One start at a time per folder.
 * @returns gives the lock back
 */
export function takeLock(home: Home): () => void {
  const file = home.path('start.lock');
  const attempt = tryLock(file);
  if (attempt.taken) return attempt.release;
  throw new AlreadyRunning(
    attempt.owner === null
      ? `another start is taking ${file} at this very moment: try again`
      : `Viral Scan is already running in this folder (process ${attempt.owner}). Stop it with Ctrl-C there, or: kill ${attempt.owner}. What it offers is in ${home.path('run.json')}.`,
  );
}
