import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect } from 'vitest';
import { startPostgres } from '../src/index.ts';
import { test } from './engine-room.ts';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a restart keeps the data and the password', async ({ room }) => {
  const options = { dataDir: join(room.dir, 'postgres'), runAs: room.runAs, durable: false };
  const first = room.keep(await startPostgres(options));
  await query(first.url, 'create database shop');
  await query(first.databaseUrl('shop'), 'create table kept as select 42 as answer');
  await first.stop();
  expect(await first.exited).toEqual({ code: 0, signal: null });

  const second = room.keep(await startPostgres(options));
  expect(new URL(second.url).password).toBe(new URL(first.url).password);
  expect(await query(second.databaseUrl('shop'), 'select answer from kept')).toEqual([
    { answer: 42 },
  ]);
});

test('committed rows survive a kill -9 of a durable server, whose processes end when they can', async ({
  room,
}) => {
  const options = { dataDir: join(room.dir, 'postgres'), runAs: room.runAs };
  const killed = room.keep(await startPostgres(options));
  await query(killed.url, 'create table kept as select 42 as answer');
  const [checkpointer] = await query(
    killed.url,
    `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
  );
  const held = Number(checkpointer?.pid);
  // It holds the shared memory for as long as it is not let end.
  process.kill(held, 'SIGSTOP');
  await killed.kill();
  expect(await killed.exited).toEqual({ code: null, signal: 'SIGKILL' });
  setTimeout(() => process.kill(held, 'SIGCONT'), 1_000);

  const second = room.keep(await startPostgres(options));
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  expect(readFileSync(`${options.dataDir}.log`, 'utf8')).toContain('pre-existing shared memory');
});

test('two servers at once listen on ports of their own, on 127.0.0.1 only', async ({ room }) => {
  const [a, b] = await Promise.all(
    ['a', 'b'].map(async (name) =>
      room.keep(
        await startPostgres({ dataDir: join(room.dir, name), runAs: room.runAs, durable: false }),
      ),
    ),
  );
  expect(a?.port).not.toBe(b?.port);
  const settings = await query(a?.url ?? '', `select name, setting from pg_settings order by name`);
  const setting = (name: string) => settings.find((row) => row.name === name)?.setting;
  expect({
    listens: setting('listen_addresses'),
    sockets: setting('unix_socket_directories'),
    zone: setting('TimeZone'),
    encoding: setting('server_encoding'),
    connections: setting('max_connections'),
    fsync: setting('fsync'),
  }).toEqual({
    listens: '127.0.0.1',
    sockets: '',
    zone: 'UTC',
    encoding: 'UTF8',
    connections: '200',
    fsync: 'off',
  });
});

test('a wrong password is refused', async ({ room }) => {
  const server = room.keep(
    await startPostgres({ dataDir: join(room.dir, 'pg'), runAs: room.runAs, durable: false }),
  );
  const url = new URL(server.url);
  url.password = 'guess';
  await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
});

test('a server that cannot start says why, with the end of its log', async ({ room }) => {
  const options = { dataDir: join(room.dir, 'pg'), runAs: room.runAs, durable: false };
  room.keep(await startPostgres(options));
  await expect(startPostgres(options)).rejects.toThrow(/postmaster\.pid.* already exists/);
});
