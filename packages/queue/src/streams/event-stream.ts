import { type OutboundDelivery, UpstreamUnavailable } from '@viral-scan/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';

export interface EventStreamOptions {
  /** Of role `queue`. */
  readonly redis: Redis;
  readonly stream: string;
  /** Entries that are kept, give or take a hundred. Default 100,000. */
  readonly maxLength?: number;
}

export interface EventStream {
  readonly name: 'stream';
  send(delivery: OutboundDelivery, call: { readonly signal: AbortSignal }): Promise<void>;
}

const scanIdSchema = z.uuid();

/**
 * A Redis stream that everybody may read. Fields of an entry: `id`, `type`, `scan` (empty where the
 * event is about an account) and `event`, the CloudEvent as JSON. An entry that was sent twice has
 * the same `id` twice.
 *
 * `send` throws `UpstreamUnavailable` while Redis is away or refuses it.
 */
export function createEventStream({
  redis,
  stream,
  maxLength = 100_000,
}: EventStreamOptions): EventStream {
  return {
    name: 'stream',
    async send({ event }, { signal }) {
      signal.throwIfAborted();
      const scan = scanIdSchema.safeParse(event.subject).success ? event.subject : '';
      const fields = { id: event.id, type: event.type, scan, event: JSON.stringify(event) };
      const words = Object.entries(fields).flat();
      try {
        await redis.xadd(stream, 'MAXLEN', '~', maxLength, '*', ...words);
      } catch (cause) {
        throw new UpstreamUnavailable('the event stream did not take an event', { cause });
      }
    },
  };
}

export interface TrimOptions {
  readonly redis: Redis;
  readonly stream: string;
  readonly maxAgeMs: number;
}

/**
 * Deletes what was added before; answers how many. Exactly, since a quiet stream may keep a hundred
 * entries in one node, which an approximate trim leaves for ever.
 */
export function trimEventStream({ redis, stream, maxAgeMs }: TrimOptions): Promise<number> {
  return redis.xtrim(stream, 'MINID', '=', Math.max(0, Date.now() - maxAgeMs));
}
