import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../free-port.ts';
import {
  type EngineExit,
  type EngineProcess,
  startEngineProcess,
} from '../process/engine-process.ts';
import { keepPassword } from '../process/secret-file.ts';
import { locateRedis, type RedisServer, redisEnvironment } from './locate-redis.ts';
import { waitUntilAnswering } from './wait-until-answering.ts';

export type RedisOptions = {
  /** Holds data, password, configuration, log and pid file; created when absent. */
  readonly dir: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Default true: what was acknowledged a second ago survives a kill. */
  readonly appendonly?: boolean;
  /** Default: what `locateRedis` finds. */
  readonly server?: RedisServer;
  readonly cacheDir?: string;
  /** Progress, for people. */
  readonly log?: (line: string) => void;
};

export type Redis = {
  /** redis://:…@127.0.0.1:port */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<EngineExit>;
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
};

const bindAttempts = 5;
const stopSteps = [{ signal: 'SIGTERM', patienceMs: 10_000 }] as const;
export const redisPidFile = 'redis.pid';

/** Starts a Redis on 127.0.0.1 and waits until it has loaded its data. */
export async function startRedis(options: RedisOptions): Promise<Redis> {
  const dir = resolve(options.dir);
  const { appendonly = true, log = () => undefined } = options;
  const server =
    options.server ??
    (await locateRedis({
      log,
      ...(options.cacheDir !== undefined && { cacheDir: options.cacheDir }),
    }));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const password = keepPassword(join(dir, 'password'));

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const engine = await spawnServer(server, { dir, port, password, appendonly });
    try {
      await waitUntilAnswering(engine, port, password);
    } catch (error) {
      await engine.stop(stopSteps);
      const lostThePort = /Address already in use/.test(engine.logTail());
      if (lostThePort && options.port === undefined && attempt < bindAttempts) continue;
      throw error;
    }
    engine.unref();
    log(`Redis answers on 127.0.0.1:${port}`);
    return {
      url: `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`,
      port,
      pid: engine.pid,
      exited: engine.exited,
      stop: () => engine.stop(stopSteps),
      kill: () => engine.kill(),
    };
  }
}

type Settings = {
  readonly dir: string;
  readonly port: number;
  readonly password: string;
  readonly appendonly: boolean;
};

async function spawnServer(server: RedisServer, settings: Settings): Promise<EngineProcess> {
  const { dir } = settings;
  const configFile = join(dir, 'redis.conf');
  writeFileSync(configFile, configuration(settings), { mode: 0o600 });
  const engine = await startEngineProcess({
    file: server.file,
    args: [configFile],
    cwd: dir,
    env: redisEnvironment(server),
    logFile: join(dir, 'redis.log'),
    lastSignal: 'SIGTERM',
  });
  const pidFile = join(dir, redisPidFile);
  writeFileSync(pidFile, `${engine.pid}\n`);
  void engine.exited.then(() => rmSync(pidFile, { force: true }));
  return engine;
}

/** In a file, not in arguments: those are readable by every account. */
function configuration(settings: Settings): string {
  return [
    'bind 127.0.0.1',
    `port ${settings.port}`,
    `requirepass ${settings.password}`,
    `dir ${JSON.stringify(settings.dir)}`,
    `appendonly ${settings.appendonly ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'maxmemory-policy noeviction',
    'save ""',
    'daemonize no',
    // The process keeps its arguments, by which `reclaim` knows it.
    'set-proc-title no',
    '',
  ].join('\n');
}
