import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { unpackRedisFromDebian } from './unpack-redis.ts';

export type RedisServer = {
  readonly file: string;
  /** LD_LIBRARY_PATH for an unpacked server, which brings its own libraries. */
  readonly libraryPath: string | undefined;
  readonly origin: 'path' | 'cache' | 'unpacked';
};

export type LocateOptions = {
  /** Default: `viral-scan` in $XDG_CACHE_HOME, else in ~/.cache. */
  readonly cacheDir?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly log?: (line: string) => void;
};

/**
 * A redis-server that runs here: on the PATH, unpacked by an earlier call, or
 * unpacked now from Debian's packages, which needs apt but not root.
 *
 * @throws Error that says what to do when there is none.
 */
export async function locateRedis(options: LocateOptions = {}): Promise<RedisServer> {
  const env = options.env ?? process.env;
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const file = join(folder, 'redis-server');
    if (folder === '' || !existsSync(file)) continue;
    const server: RedisServer = { file, libraryPath: undefined, origin: 'path' };
    if (await runs(server)) return server;
  }

  const unpacked = join(
    options.cacheDir ?? defaultCacheDir(env),
    `redis-${process.platform}-${process.arch}`,
  );
  const cached = inUnpacked(unpacked, 'cache');
  if (cached && (await runs(cached))) return cached;

  options.log?.('unpacking a redis-server from the packages of this system');
  await unpackRedisFromDebian(unpacked, env);
  const fresh = inUnpacked(unpacked, 'unpacked');
  if (fresh && (await runs(fresh))) return fresh;
  throw new Error(
    `the redis-server unpacked in ${unpacked} does not run here: set REDIS_URL, or install redis-server`,
  );
}

function defaultCacheDir(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'viral-scan');
}

function inUnpacked(root: string, origin: RedisServer['origin']): RedisServer | undefined {
  const file = join(root, 'usr/bin/redis-server');
  if (!existsSync(file)) return undefined;
  const libraries = ['usr/lib', 'lib']
    .map((name) => join(root, name))
    .filter((dir) => existsSync(dir));
  const folders = libraries.flatMap((dir) => [
    dir,
    ...readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(dir, entry.name)),
  ]);
  return { file, libraryPath: folders.join(':'), origin };
}

/** Redis 6.2 is what the job queue needs. */
async function runs(server: RedisServer): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(server.file, ['--version'], {
      env: redisEnvironment(server),
      timeout: 10_000,
    });
    const [, major, minor] = /v=(\d+)\.(\d+)/.exec(stdout) ?? [];
    return Number(major) * 100 + Number(minor) >= 602;
  } catch {
    return false;
  }
}

export function redisEnvironment(server: RedisServer): NodeJS.ProcessEnv {
  return {
    LC_ALL: 'C',
    TZ: 'UTC',
    PATH: '/usr/bin:/bin',
    ...(server.libraryPath && { LD_LIBRARY_PATH: server.libraryPath }),
  };
}
