import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type OwnRedis, ownRedis } from '@viral-scan/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectJob, family } from './jobs.ts';
import { sleep, type WorkerRoom, workerRoom } from './worker-room.ts';

let server: OwnRedis;
let room: WorkerRoom;
beforeEach(async () => {
  server = await ownRedis();
  room = workerRoom(server.url);
});
afterEach(async () => {
  await room.close();
  await server.stop();
});

/** A worker in a process of its own that holds whatever it takes. */
async function holdingWorker(): Promise<ChildProcess> {
  const file = new URL('holding-worker.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, server.url, room.prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the worker has no output');
  await once(child.stdout, 'data');
  return child;
}

test('a job whose workers were killed twice goes on at a third within 16 s', async () => {
  const job = collectJob();
  await room.queue.enqueue(job);
  const first = await holdingWorker();
  first.kill('SIGKILL');
  const second = await holdingWorker();
  second.kill('SIGKILL');
  const killed = performance.now();
  const attempts: number[] = [];
  room.work('collect-account', async (_payload, { attempt }) => void attempts.push(attempt));
  await expect.poll(() => room.outcomes(), { timeout: 16_000 }).toEqual(['completed']);
  console.log(`restarted after ${Math.round(performance.now() - killed)} ms`);
  expect(attempts).toEqual([1]);
});

test('after 20 s without Redis everything that was added is done', async () => {
  room.work('collect-account', () => sleep(200));
  room.work('analyze-scan', async () => undefined);
  const families = [family(4), family(4), family(4)];
  for (const parent of families) await room.queue.enqueue(parent);
  await sleep(1_100);
  await server.kill();
  await sleep(20_000);
  await server.restart();
  for (const parent of families) {
    await expect
      .poll(() => room.queue.presence('analyze-scan', parent.id).catch(String), { timeout: 20_000 })
      .toBe('ended');
  }
});

test('a connection that swallows everything is made anew', async () => {
  const sockets = new Set<Socket>();
  let isSwallowing = false;
  const upstream = Number(new URL(server.url).port);
  const proxy = createServer((client) => {
    const behind = connect(upstream, '127.0.0.1');
    const wasSwallowing = isSwallowing;
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) =>
      isSwallowing && !wasSwallowing ? undefined : behind.write(chunk),
    );
    behind.on('data', (chunk) =>
      isSwallowing && !wasSwallowing ? undefined : client.write(chunk),
    );
    client.on('close', () => behind.destroy());
    behind.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  const url = new URL(server.url);
  url.port = String(typeof address === 'object' ? address?.port : 0);
  const proxied = workerRoom(url.href);
  const worker = proxied.work('collect-account', async () => undefined);
  await worker.ready;
  await proxied.queue.enqueue(collectJob());
  await expect.poll(() => proxied.ends.length).toBe(1);
  isSwallowing = true;
  await expect(proxied.queue.enqueue(collectJob())).rejects.toThrow();
  await expect
    .poll(() => proxied.queue.enqueue(collectJob()).then(() => 'added', String), {
      timeout: 10_000,
    })
    .toBe('added');
  await expect.poll(() => proxied.ends.length, { timeout: 40_000 }).toBeGreaterThan(1);
  await proxied.close();
  for (const socket of sockets) socket.destroy();
  proxy.close();
});
