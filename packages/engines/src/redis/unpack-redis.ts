import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const remedy = 'set REDIS_URL to a running Redis, or install redis-server';

/**
 * Puts Debian's redis-server and the libraries this system lacks into `target`
 * without installing anything: apt with lists and archives of its own, dpkg-deb
 * to unpack. Needs no root. Built aside and renamed; of two at once one wins.
 */
export async function unpackRedisFromDebian(target: string, env: NodeJS.ProcessEnv): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(`${target}.new-`);
  try {
    const archives = await download(work, env);
    const root = join(work, 'root');
    mkdirSync(root);
    for (const archive of archives) await run('dpkg-deb', ['-x', archive, root], { env });
    replace(target, root, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function download(work: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const state = join(work, 'state');
  const archives = join(work, 'cache/archives');
  mkdirSync(join(state, 'lists/partial'), { recursive: true });
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const settings = [
    `Dir::State=${state}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${join(work, 'cache')}`,
    `Dir::Log=${work}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
    'Acquire::Retries=2',
    'Acquire::http::Timeout=20',
    'Acquire::https::Timeout=20',
  ].flatMap((setting) => ['-o', setting]);
  const aptGet = (...args: string[]) =>
    run('apt-get', [...settings, '-qq', ...args], {
      env: { ...env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 50_000_000,
    });

  // One unreachable third-party source must not stop us: the download decides.
  let updateError: unknown;
  await aptGet('update').catch((error: unknown) => {
    updateError = error;
  });
  if (isMissingProgram(updateError)) {
    throw new Error(`there is no redis-server here and no apt to fetch one: ${remedy}`, {
      cause: updateError,
    });
  }
  try {
    await aptGet('install', '--download-only', '--no-install-recommends', '-y', 'redis-server');
  } catch (error) {
    throw new Error(`apt could not fetch redis-server (${lastWords(error)}): ${remedy}`, {
      cause: error,
    });
  }
  // Never another libc: its loader is the system's, and the two must match.
  return readdirSync(archives)
    .filter((name) => name.endsWith('.deb') && !name.startsWith('libc6'))
    .map((name) => join(archives, name));
}

function replace(target: string, root: string, work: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(root, target);
      return;
    } catch (error) {
      const isTaken =
        error instanceof Error &&
        'code' in error &&
        ['ENOTEMPTY', 'EEXIST'].includes(String(error.code));
      if (!isTaken || attempt === 3) throw error;
      // Ours is known to be whole, what is there may be the broken copy we replace.
      setAside(target, join(work, `old-${attempt}`));
    }
  }
}

function setAside(target: string, aside: string): void {
  try {
    renameSync(target, aside);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function isMissingProgram(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function lastWords(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return said.trim().split('\n').slice(-3).join(' ').slice(0, 400);
}
