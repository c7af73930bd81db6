import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineHome } from './engine-home.ts';
import { redisPidFile } from './redis/start-redis.ts';

export type Reclaimed = { readonly engine: 'postgres' | 'redis'; readonly pid: number };

/** The folders of an engine home, by which `reclaim` finds what it must stop. */
export function engineFolders(home: Pick<EngineHome, 'dir'>): { postgres: string; redis: string } {
  return { postgres: join(home.dir, 'postgres'), redis: join(home.dir, 'redis') };
}

/**
 * Stops the engines that a killed owner left running in this home, and removes
 * the pid files of engines that are gone. A pid is touched only if its process
 * works in this home: the number may belong to somebody else by now. The caller
 * makes sure that no living owner uses the home.
 *
 * @returns the engines that were still running.
 */
export async function reclaim(home: Pick<EngineHome, 'dir'>): Promise<Reclaimed[]> {
  const { postgres, redis } = engineFolders(home);
  const stopped = await Promise.all([
    reclaimOne('postgres', postgres, join(postgres, 'postmaster.pid'), ['SIGINT', 'SIGQUIT']),
    reclaimOne('redis', redis, join(redis, redisPidFile), ['SIGTERM']),
  ]);
  return stopped.filter((engine) => engine !== undefined);
}

async function reclaimOne(
  engine: Reclaimed['engine'],
  folder: string,
  pidFile: string,
  signals: readonly NodeJS.Signals[],
): Promise<Reclaimed | undefined> {
  if (!existsSync(pidFile)) return undefined;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const isOurs = () => Number.isInteger(pid) && pid > 1 && worksIn(pid, folder);
  const wasRunning = isOurs();
  for (const signal of [...signals, 'SIGKILL'] as const) {
    if (!isOurs()) break;
    process.kill(pid, signal);
    for (let waitedMs = 0; waitedMs < 10_000 && isOurs(); waitedMs += 50) await sleep(50);
  }
  rmSync(pidFile, { force: true });
  return wasRunning ? { engine, pid } : undefined;
}

/** Both engines name their folder in the arguments, and PostgreSQL works inside it. */
function worksIn(pid: number, folder: string): boolean {
  const path = realpathSync(resolve(folder));
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (command === '') return false;
    return (
      command.split('\0').some((word) => word === path || word.startsWith(`${path}/`)) ||
      readlinkSync(`/proc/${pid}/cwd`) === path
    );
  } catch {
    return false;
  }
}
