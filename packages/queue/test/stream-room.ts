import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import {
  connectRedis,
  deadLettersOf,
  type RequestConsumerOptions,
  type RequestEnd,
  type RequestVerdict,
  startRequestConsumer,
} from '../src/index.ts';

export const wishSchema = z.object({ wish: z.string().max(40_000) });
export type Wish = z.infer<typeof wishSchema>;

export interface Consumer {
  readonly ends: readonly RequestEnd[];
  readonly errors: readonly unknown[];
  /** As a shutdown would. */
  stop(): Promise<void>;
}

/** A stream of wishes with consumers on connections of their own, in a hurry. */
export function streamRoom(url: string) {
  const redis = connectRedis(url, { role: 'queue', name: 'test' });
  const stream = `test-${randomUUID()}:wishes`;
  const dead = deadLettersOf(stream);
  const group = 'wishers';
  const consumers: Consumer[] = [];
  const connections: Redis[] = [redis];
  return {
    redis,
    stream,
    dead,
    group,
    ask: (wish: string) => redis.xadd(stream, '*', 'event', JSON.stringify({ wish })),
    consume(
      handler: (wish: Wish) => Promise<RequestVerdict>,
      options: Partial<RequestConsumerOptions<typeof wishSchema>> = {},
    ): Consumer {
      const reader = connectRedis(url, { role: 'blocking', name: 'test' });
      connections.push(reader);
      const stopping = new AbortController();
      const ends: RequestEnd[] = [];
      const errors: unknown[] = [];
      const ended = startRequestConsumer({
        redis,
        reader,
        stream,
        group,
        consumer: randomUUID(),
        schema: wishSchema,
        handler,
        firstPauseMs: 50,
        takeOverMs: 300,
        onEnd: (end) => void ends.push(end),
        onError: (error) => void errors.push(error),
        signal: stopping.signal,
        ...options,
      });
      const consumer: Consumer = {
        ends,
        errors,
        async stop() {
          stopping.abort();
          await ended;
        },
      };
      consumers.push(consumer);
      return consumer;
    },
    async deadLetters(): Promise<readonly Record<string, string>[]> {
      const letters = await redis.xrange(dead, '-', '+');
      return letters.map(([, words]) =>
        Object.fromEntries(
          words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])),
        ),
      );
    },
    /** Neither waiting nor handed out. */
    async isEmpty(): Promise<boolean> {
      const [pending] = await redis.xpending(stream, group);
      return (await redis.xlen(stream)) === 0 && pending === 0;
    },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      for (const connection of connections) connection.disconnect();
    },
  };
}

export type StreamRoom = ReturnType<typeof streamRoom>;
