import { createConnection } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { expect } from 'vitest';
import { startRedis } from '../src/index.ts';
import { test } from './engine-room.ts';

async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.disconnect();
  }
}

test('what the append-only file holds survives a kill -9', async ({ room }) => {
  const options = { dir: join(room.dir, 'redis') };
  const killed = room.keep(await startRedis(options));
  await withClient(killed.url, async (client) => {
    await client.set('kept', '42');
  });
  await killed.kill();

  const second = room.keep(await startRedis({ ...options, port: killed.port }));
  expect(second.url).toBe(killed.url);
  expect(await withClient(second.url, (client) => client.get('kept'))).toBe('42');
});

test('nothing is evicted and nothing is dumped', async ({ room }) => {
  const redis = room.keep(await startRedis({ dir: join(room.dir, 'redis') }));
  const config = (client: Redis) =>
    Promise.all(
      ['maxmemory-policy', 'appendonly', 'appendfsync', 'save', 'bind'].map((name) =>
        client.config('GET', name),
      ),
    );
  expect(Object.fromEntries((await withClient(redis.url, config)) as [string, string][])).toEqual({
    'maxmemory-policy': 'noeviction',
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    bind: '127.0.0.1',
  });
});

test('commands without the password are refused', async ({ room }) => {
  const redis = room.keep(await startRedis({ dir: join(room.dir, 'redis'), appendonly: false }));
  const socket = createConnection({ host: '127.0.0.1', port: redis.port });
  socket.end('GET kept\r\n');
  expect(String(await buffer(socket))).toMatch(/^-NOAUTH/);
});

test('two servers at once listen on ports of their own', async ({ room }) => {
  const [a, b] = await Promise.all(
    ['a', 'b'].map(async (name) => room.keep(await startRedis({ dir: join(room.dir, name) }))),
  );
  expect(a?.port).not.toBe(b?.port);
});
