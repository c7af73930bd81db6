import { Redis } from 'ioredis';
import pg from 'pg';
import { until } from '../harness.ts';

export interface RedisWatch {
  /** Every command that any client has sent, one a line, reports for the cache apart. */
  readonly commands: readonly string[];
  readonly reports: readonly string[];
  stop(): void;
}

const latestReport = /\bscan:[0-9a-f-]{36}:latest\b/;

/** Sees jobs also when they are gone at the end. */
export async function watchRedis(url: string): Promise<RedisWatch> {
  const redis = new Redis(url);
  const monitor = await redis.monitor();
  const commands: string[] = [];
  const reports: string[] = [];
  monitor.on('monitor', (_time: string, args: readonly string[]) => {
    const line = args.join(' ').replaceAll('\n', ' ');
    (latestReport.test(line) ? reports : commands).push(line);
  });
  return {
    commands,
    reports,
    stop: () => {
      monitor.disconnect();
      redis.disconnect();
    },
  };
}

/** Partners have all that they are told of: what was kept for them alone is gone. */
export async function untilTold(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const waiting = async (): Promise<number> => {
      const { rows } = await client.query<{ waiting: number }>(
        `select ((select count(*) from scan.outbox where kind = 'event' and done_at is null)
           + (select count(*) from scan.deliveries where done_at is null))::int as waiting`,
      );
      return rows[0]?.waiting ?? 0;
    };
    await until(
      async () => (await waiting()) === 0,
      60_000,
      () => 'partners were not told of everything',
    );
  } finally {
    await client.end();
  }
}

/** All rows of all tables as text, by `schema.table`. */
export async function dumpTables(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const dump = new Map<string, string>();
    for (const { name } of rows) {
      const table = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      dump.set(name, table.rows.map(({ row }) => row.replaceAll('\n', ' ')).join('\n'));
    }
    return dump;
  } finally {
    await client.end();
  }
}
