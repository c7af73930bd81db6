import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Queryable } from '../connection/transaction.ts';
import { type Migration, readMigrations } from './migration-files.ts';
import { grantPrivileges, hasPrivileges } from './privileges.ts';

export type MigrateOptions = {
  /** For people: one line per step. */
  readonly log?: (line: string) => void;
  /** False where roles cannot be created; the pools must then be made with `roles: false`. */
  readonly roles?: boolean;
  /** False for a server with a single session, which may not be able to. Default true. */
  readonly concurrently?: boolean;
} & ({ readonly databaseUrl: string } | { readonly client: Queryable });

/** Any constant number of ours will do. */
const lockKey = 7_203_411_905;
const lockPauseMs = 100;
const lockPatienceMs = 120_000;

/**
 * Brings the database to the newest schema. See migrations/README.md.
 *
 * @returns the files applied by this call, in order.
 * @throws Error when a released file was edited, or the database is newer than this code's files
 * in a way that changes an applied one.
 */
export async function migrate(options: MigrateOptions): Promise<{ readonly applied: string[] }> {
  const { log = () => undefined, roles = true, concurrently = true } = options;
  const how = { log, roles, concurrently };
  if ('client' in options) return migrateWith(options.client, how);
  const client = new pg.Client({
    connectionString: options.databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'viral-scan-migrate',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await migrateWith(client, how);
  } finally {
    await client.end().catch(() => undefined);
  }
}

type How = Required<Pick<MigrateOptions, 'log' | 'roles' | 'concurrently'>>;

async function migrateWith(client: Queryable, how: How) {
  const { log, roles } = how;
  const migrations = await readMigrations();
  await takeLock(client);
  try {
    await ensureTimescale(client, log);
    const applied = await applyMissing(client, migrations, how);
    if (roles && (applied.length > 0 || !(await hasPrivileges(client)))) {
      await grantPrivileges(client);
    }
    return { applied };
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]);
  }
}

/** Asked again and again: who waits inside a query would block `create index concurrently`. */
async function takeLock(client: Queryable): Promise<void> {
  const deadline = performance.now() + lockPatienceMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [lockKey],
    );
    if (rows[0]?.taken) return;
    if (performance.now() > deadline) {
      throw new Error(`another migration has been running for ${lockPatienceMs / 1000} s`);
    }
    await sleep(lockPauseMs);
  }
}

/**
 * Only where the server has it loaded (its settings are known then, which everybody may ask):
 * creating it elsewhere would end the session.
 */
async function ensureTimescale(client: Queryable, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ wanted: boolean }>(`
    select exists (select from pg_settings where name like 'timescaledb.%')
      and exists (select from pg_available_extensions where name = 'timescaledb')
      and not exists (select from pg_extension where extname = 'timescaledb') as wanted`);
  if (!rows[0]?.wanted) return;
  try {
    await client.query('create extension if not exists timescaledb');
  } catch (error) {
    log(`TimescaleDB is loaded but could not be created here: ${String(error)}`);
  }
}

async function applyMissing(
  client: Queryable,
  migrations: readonly Migration[],
  { log, concurrently }: How,
): Promise<string[]> {
  await client.query(`
    create table if not exists public.viral_scan_migrations (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from public.viral_scan_migrations',
  );
  const known = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const checksum = known.get(migration.name);
    if (checksum === undefined) {
      await apply(client, migration, concurrently);
      applied.push(migration.name);
      log(`applied migration ${migration.name}`);
    } else if (checksum !== migration.checksum) {
      throw new Error(`migration ${migration.name} was edited after it had been applied`);
    }
  }
  return applied;
}

async function apply(
  client: Queryable,
  migration: Migration,
  concurrently: boolean,
): Promise<void> {
  const record = () =>
    client.query('insert into public.viral_scan_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
  const failed = (cause: unknown) =>
    new Error(`migration ${migration.name} failed: ${String(cause)}`, { cause });
  if (migration.statements !== null) {
    // Several in one query would be one transaction.
    for (const statement of migration.statements) {
      const sql = concurrently ? statement : statement.replace(/\bconcurrently\b/, '');
      await client.query(sql).catch((cause: unknown) => {
        throw failed(cause);
      });
    }
    await record();
    return;
  }
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await record();
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw failed(cause);
  }
}
