import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder, type RunAs } from '../engine-home.ts';
import { freePort } from '../free-port.ts';
import {
  type EngineExit,
  type EngineProcess,
  startEngineProcess,
} from '../process/engine-process.ts';
import { keepPassword } from '../process/secret-file.ts';
import { locatePostgres, type PostgresBinaries } from './binaries.ts';
import { createClusterUnlessThere, superuser } from './create-cluster.ts';
import { waitUntilAccepting } from './wait-until-accepting.ts';

export type PostgresOptions = {
  /** Created when absent; password and log are kept beside it. */
  readonly dataDir: string;
  /** Needed when the caller is root. See `engineHome`. */
  readonly runAs?: RunAs | undefined;
  /** Default: a free one. */
  readonly port?: number;
  /** Default: the one kept beside the data, else a random one. */
  readonly password?: string;
  /** False, for tests: nothing is flushed to the disk. Default true. */
  readonly durable?: boolean;
  /** Progress, for people. */
  readonly log?: (line: string) => void;
};

export type Postgres = {
  /** postgres://postgres:…@127.0.0.1:port/postgres, the superuser. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<EngineExit>;
  /** The superuser's URL of another database; it is not created. */
  databaseUrl(name: string): string;
  /** Fast shutdown; after 10 s an immediate one. Safe to call twice. */
  stop(): Promise<void>;
  /** SIGKILL to the server, as a crash would. */
  kill(): Promise<void>;
};

const bindAttempts = 5;
const releasePatienceMs = 15_000;
const releasePauseMs = 300;
const stopSteps = [
  { signal: 'SIGINT', patienceMs: 10_000 },
  { signal: 'SIGQUIT', patienceMs: 5_000 },
] as const;

/**
 * Starts a PostgreSQL on 127.0.0.1 and waits until it accepts connections.
 *
 * @throws Error with the end of the server's log when it cannot start.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  const parent = dirname(dataDir);
  const { runAs, durable = true, log = () => undefined } = options;
  if (runAs === undefined && process.getuid?.() === 0) {
    throw new Error('PostgreSQL refuses to run as root: pass runAs, see engineHome()');
  }
  makeFolder(parent, runAs !== undefined);
  const binaries = locatePostgres(runAs ? parent : undefined);
  const passwordFile = `${dataDir}.password`;
  const password = keepPassword(passwordFile, options.password, runAs);
  await createClusterUnlessThere(binaries, { dataDir, passwordFile, runAs, durable, log });

  const releasedBy = performance.now() + releasePatienceMs;
  let portsLost = 0;
  for (;;) {
    const port = options.port ?? (await freePort());
    const databaseUrl = (name: string) =>
      `postgres://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
    const server = await spawnServer(binaries, { dataDir, runAs, durable, port });
    try {
      await waitUntilAccepting(server, databaseUrl('postgres'));
      server.unref();
      log(`PostgreSQL accepts connections on 127.0.0.1:${port}`);
      return {
        url: databaseUrl('postgres'),
        port,
        pid: server.pid,
        exited: server.exited,
        databaseUrl,
        stop: () => server.stop(stopSteps),
        kill: () => server.kill(),
      };
    } catch (error) {
      await server.stop(stopSteps);
      if (/could not bind|Address already in use/.test(server.logTail())) {
        portsLost += 1;
        if (options.port !== undefined || portsLost >= bindAttempts) throw error;
        continue;
      }
      // A killed server's own processes notice its end a moment later.
      const stillHeld = /pre-existing shared memory block/.test(server.logTail());
      if (!stillHeld || performance.now() > releasedBy) throw error;
      await sleep(releasePauseMs);
    }
  }
}

type ServerOptions = {
  readonly dataDir: string;
  readonly runAs: RunAs | undefined;
  readonly durable: boolean;
  readonly port: number;
};

function spawnServer(binaries: PostgresBinaries, options: ServerOptions): Promise<EngineProcess> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return startEngineProcess({
    file: binaries.postgres,
    args: [
      '-D',
      options.dataDir,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: dirname(options.dataDir),
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    logFile: `${options.dataDir}.log`,
    runAs: options.runAs,
    lastSignal: 'SIGQUIT',
  });
}
