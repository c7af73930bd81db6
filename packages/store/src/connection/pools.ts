import pg from 'pg';
import { identityRole, scanRole } from '../migrate/privileges.ts';
import { typeParsers } from './type-parsers.ts';

export interface PoolOptions {
  readonly databaseUrl: string;
  readonly applicationName: string;
  /** Connections of the scan pool; the identity pool has up to 4 of its own. Default 10. */
  readonly max?: number;
  /**
   * False where the roles do not exist or start-up options do not pass (some poolers): both pools
   * then act as the user of the URL.
   */
  readonly roles?: boolean;
  /** False: both names stand for one pool, for a server with a single session. Default true. */
  readonly separate?: boolean;
  /** Of one statement, kept by the server; 0 where it knows no timeout. Default 15,000. */
  readonly statementTimeoutMs?: number;
  /** Until a connection is there, waiting for a free one included. Default 2,500. */
  readonly connectionTimeoutMs?: number;
  /** Connections that break while idle; the pool replaces them. */
  readonly onError?: (error: Error) => void;
}

export interface Pools {
  readonly scan: pg.Pool;
  readonly identity: pg.Pool;
  end(): Promise<void>;
}

/** Pools that notice a database that is away, and survive it. Connects only when first used. */
export function createPools(options: PoolOptions): Pools {
  const { max = 10, roles = true, separate = true } = options;
  const scan = createPool(options, max, roles ? scanRole : null);
  const identity = separate
    ? createPool(options, Math.min(max, 4), roles ? identityRole : null)
    : scan;
  return {
    scan,
    identity,
    async end() {
      await Promise.all([...new Set([scan, identity])].map((pool) => pool.end()));
    },
  };
}

function createPool(options: PoolOptions, max: number, role: string | null): pg.Pool {
  const { statementTimeoutMs = 15_000, connectionTimeoutMs = 2_500 } = options;
  const onError = options.onError ?? (() => undefined);
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    application_name: options.applicationName,
    max,
    connectionTimeoutMillis: connectionTimeoutMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    types: typeParsers,
    ...(statementTimeoutMs > 0 && {
      statement_timeout: statementTimeoutMs,
      // Our own clock beside the server's, for a server that no longer answers at all.
      query_timeout: statementTimeoutMs + 2_000,
      idle_in_transaction_session_timeout: 30_000,
    }),
    ...(role !== null && { options: `-c role=${role}` }),
  });
  pool.on('error', onError);
  // A client that breaks between two queries of a transaction emits on itself alone; unheard, it
  // would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
