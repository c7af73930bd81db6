import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { RunAs } from '../engine-home.ts';
import type { PostgresBinaries } from './binaries.ts';

export const superuser = 'postgres';

export type ClusterOptions = {
  readonly dataDir: string;
  readonly passwordFile: string;
  readonly runAs?: RunAs | undefined;
  readonly durable: boolean;
  readonly log: (line: string) => void;
};

/**
 * Makes a database cluster, unless `dataDir` holds one. It is built beside its
 * place and renamed, so that a killed start never leaves half a cluster.
 * The builtin C.UTF-8 locale sorts alike on every system.
 */
export async function createClusterUnlessThere(
  binaries: PostgresBinaries,
  options: ClusterOptions,
): Promise<void> {
  const { dataDir, runAs } = options;
  if (existsSync(join(dataDir, 'PG_VERSION'))) return refuseForeignData(dataDir, runAs);

  options.log('creating a PostgreSQL cluster');
  const unfinished = `${dataDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  chmodSync(unfinished, 0o700);
  if (runAs) chownSync(unfinished, runAs.uid, runAs.gid);
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${options.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(options.durable ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(binaries.initdb, args, {
      cwd: dirname(dataDir),
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      ...(runAs && { uid: runAs.uid, gid: runAs.gid }),
    });
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new Error(`initdb could not create a database in ${dataDir}: ${said}`, { cause });
  }
  renameSync(unfinished, dataDir);
}

/** PostgreSQL would refuse too, but only says "data directory has wrong ownership". */
function refuseForeignData(dataDir: string, runAs: RunAs | undefined): void {
  const expected = runAs?.uid ?? process.getuid?.();
  const actual = statSync(dataDir).uid;
  if (expected === undefined || actual === expected) return;
  throw new Error(
    `${dataDir} belongs to the account ${actual}, not ${expected}: start as that account, or remove the folder`,
  );
}
