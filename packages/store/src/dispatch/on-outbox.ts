import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { outboxChannel } from '../outbox/write-outbox.ts';

/**
 * Calls back when a row was written to the outbox, and after each (re)connection, since rows may
 * have come meanwhile. Holds one connection of the pool. A hint only: callers also look by
 * themselves from time to time.
 *
 * @param channel another one than the outbox's
 * @returns stops listening.
 */
export function onOutbox(
  pool: Pool,
  callback: () => void,
  channel: string = outboxChannel,
): () => Promise<void> {
  const stopping = new AbortController();
  const running = listen(pool, channel, callback, stopping.signal);
  return async () => {
    stopping.abort();
    await running;
  };
}

const retryPauseMs = 1_000;

async function listen(
  pool: Pool,
  channel: string,
  callback: () => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let client: PoolClient | undefined;
    try {
      client = await pool.connect();
      const broken = Promise.withResolvers<void>();
      client.on('error', () => broken.resolve());
      client.on('end', () => broken.resolve());
      client.on('notification', callback);
      signal.addEventListener('abort', () => broken.resolve(), { once: true });
      await client.query(`listen ${channel}`);
      callback();
      if (!signal.aborted) await broken.promise;
    } catch {
      // Away: tried again below.
    } finally {
      // Its listeners and its subscription go with the connection.
      client?.release(true);
    }
    await sleep(retryPauseMs, undefined, { signal }).catch(() => undefined);
  }
}
