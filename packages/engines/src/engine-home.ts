import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The account an engine runs under. PostgreSQL refuses to run as root. */
export type RunAs = { readonly uid: number; readonly gid: number };

export type EngineHome = {
  /** Holds everything the engines keep: data, passwords, logs, pid files. */
  readonly dir: string;
  /** Undefined: the engines run as the calling user. */
  readonly runAs: RunAs | undefined;
};

const nobody: RunAs = { uid: 65534, gid: 65534 };

/**
 * Where the engines of a project keep their data and whom they run as.
 *
 * An ordinary user keeps everything inside the project. Root hands the engines
 * to an account without rights; when that account cannot reach the project (a
 * clone under /root, mode 0700) the home lies in /var/lib, named by a hash of
 * the project's path so that the next start finds it again.
 */
export function engineHome(projectRoot: string): EngineHome {
  const root = resolve(projectRoot);
  const inside = join(root, '.viral-scan', 'engines');
  if (process.getuid?.() !== 0) return { dir: inside, runAs: undefined };

  const earlier = ownerOf(join(inside, 'postgres'));
  if (earlier !== undefined && earlier.uid !== 0) return { dir: inside, runAs: earlier };
  if (isReachableByAnyone(nearestExisting(inside))) return { dir: inside, runAs: nobody };
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return { dir: join('/var/lib/viral-scan', hash), runAs: nobody };
}

/** True when every account may enter `path` and each folder above it. */
export function isReachableByAnyone(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if ((modeOf(at) & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * Makes a folder and those above it that are missing. `forAnyone` lets every
 * account pass through what it makes, also under a strict umask.
 */
export function makeFolder(path: string, forAnyone: boolean): void {
  const firstMade = mkdirSync(path, { recursive: true });
  if (!forAnyone) return;
  chmodSync(path, modeOf(path) | 0o111);
  for (let at = path; firstMade !== undefined && at !== firstMade; ) {
    at = dirname(at);
    chmodSync(at, modeOf(at) | 0o111);
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : nearestExisting(dirname(path));
}

function modeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
}

function ownerOf(path: string): RunAs | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && { uid: stat.uid, gid: stat.gid };
}
