import { setTimeout as sleep } from 'node:timers/promises';
import {
  engineFolders,
  engineHome,
  locateRedis,
  reclaim,
  startPostgres,
  startRedis,
} from '@viral-scan/engines';
import pg from 'pg';

/** What the engines and the supervisor have in common, seen from here. */
interface Engine {
  readonly pid: number;
  readonly port: number;
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

export interface Engines {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** By engine; only those we started. */
  readonly pids: () => Record<string, number>;
  stop(): Promise<void>;
}

/**
 * PostgreSQL and Redis: those of DATABASE_URL and REDIS_URL where given, else embedded ones. An
 * embedded engine that dies is started again on its port.
 */
export async function startEngines(
  parent: string,
  given: { readonly databaseUrl: string | undefined; readonly redisUrl: string | undefined },
  log: (line: string) => void,
  onPids: (pids: Record<string, number>) => void,
): Promise<Engines> {
  const home = engineHome(parent);
  const folders = engineFolders(home);
  for (const { engine, pid } of await reclaim(home)) {
    log(`Stopped a left-over ${engine} (process ${pid}) of a start that was killed`);
  }
  const kept = new Map<string, Engine>();
  const pids = (): Record<string, number> =>
    Object.fromEntries([...kept].map(([name, { pid }]) => [name, pid]));
  const stopAll = async (): Promise<void> => {
    const engines = [...kept.values()];
    kept.clear();
    await Promise.all(engines.map((engine) => engine.stop()));
  };
  const keep = async <T extends Engine>(
    name: string,
    start: (port: number | undefined) => Promise<T>,
  ): Promise<T> => {
    const first = await start(undefined);
    const watch = (engine: T): void => {
      kept.set(name, engine);
      onPids(pids());
      void engine.exited.then(async () => {
        for (
          let pauseMs = 250;
          kept.get(name) === engine;
          pauseMs = Math.min(pauseMs * 2, 10_000)
        ) {
          log(`${name} ended: started again in ${pauseMs} ms`);
          await sleep(pauseMs);
          if (kept.get(name) !== engine) return;
          await start(first.port).then(watch, (error: unknown) => log(`${name}: ${String(error)}`));
        }
      });
    };
    watch(first);
    return first;
  };
  try {
    const [databaseUrl, redisUrl] = await Promise.all([
      given.databaseUrl ??
        keep('postgres', (port) =>
          startPostgres({
            dataDir: folders.postgres,
            runAs: home.runAs,
            ...(port !== undefined && { port }),
          }),
        ).then(async (postgres) => {
          await createDatabase(postgres.url, 'viral_scan');
          return postgres.databaseUrl('viral_scan');
        }),
      given.redisUrl ??
        locateRedis({ log })
          .then((server) =>
            keep('redis', (port) =>
              startRedis({ dir: folders.redis, server, ...(port !== undefined && { port }) }),
            ),
          )
          .then((redis) => redis.url),
    ]);
    return {
      databaseUrl,
      redisUrl,
      pids,
      stop: stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** Names the database itself, wherever it is reached: a wiped or another one has another name. */
export async function databaseIdentity(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ identity: string }>(
      `select (select system_identifier from pg_control_system()) || '/' || oid as identity
       from pg_database where datname = current_database()`,
    );
    return rows[0]?.identity ?? '';
  } finally {
    await client.end();
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
