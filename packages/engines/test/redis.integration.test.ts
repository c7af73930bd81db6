import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { startRedis } from '../src/index.ts';
import { openEngineRoom } from './engine-room.ts';

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

test('what the append-only file holds survives a kill -9', async () => {
  await using room = await openEngineRoom();
  const options = { dir: join(room.dir, 'redis') };
  const killed = room.keep(await startRedis(options));
  await withClient(killed.url, async (client) => {
    await client.set('kept', '42');
    // The write reaches the file with this reply's event loop turn, the disk a second later.
    await client.ping();
  });
  await killed.kill();

  const second = room.keep(await startRedis({ ...options, port: killed.port }));
  expect(second.url).toBe(killed.url);
  expect(await withClient(second.url, (client) => client.get('kept'))).toBe('42');
});

test('nothing is evicted and nothing is dumped', async () => {
  await using room = await openEngineRoom();
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

test('commands without the password are refused', async () => {
  await using room = await openEngineRoom();
  const redis = room.keep(await startRedis({ dir: join(room.dir, 'redis'), appendonly: false }));
  await expect(
    withClient(`redis://127.0.0.1:${redis.port}`, (client) => client.get('kept')),
  ).rejects.toThrow(/NOAUTH/);
});

test('two servers at once listen on ports of their own', async () => {
  await using room = await openEngineRoom();
  const [a, b] = await Promise.all(
    ['a', 'b'].map(async (name) => room.keep(await startRedis({ dir: join(room.dir, name) }))),
  );
  expect(a?.port).not.toBe(b?.port);
});
