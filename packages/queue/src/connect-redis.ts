import { Redis, type RedisOptions } from 'ioredis';

/**
 * `queue`: adds and questions, each answered or refused within `commandDeadlineMs`.
 * `cache`: the same, for a Redis that may forget.
 * `blocking`: workers; their commands wait until Redis is back.
 */
export type RedisRole = 'queue' | 'cache' | 'blocking';

export interface RedisConnectionOptions {
  readonly role: RedisRole;
  /** Shown by CLIENT LIST. */
  readonly name: string;
  /** Connection losses, for the log; the connection keeps trying by itself. */
  readonly onError?: (error: Error) => void;
}

export const commandDeadlineMs = 1_500;

/** Connects in the background and reconnects for ever; never throws because Redis is away. */
export function connectRedis(url: string, { role, name, onError }: RedisConnectionOptions): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    connectTimeout: 2_000,
    retryStrategy: reconnectDelayMs,
    ...byRole[role],
  });
  redis.on('error', (error) => onError?.(error));
  return redis;
}

type Limits = Pick<RedisOptions, 'commandTimeout' | 'maxRetriesPerRequest' | 'socketTimeout'>;

const deadlined: Limits = {
  commandTimeout: commandDeadlineMs,
  // A connection that swallows commands (its peer is gone without a word) is made anew.
  socketTimeout: 4_000,
  // Commands that wait for a connection are dropped at the second failed try: without this the
  // queue of those whose callers have long gone grows as long as Redis is away.
  maxRetriesPerRequest: 1,
};

const byRole: Readonly<Record<RedisRole, Limits>> = {
  queue: deadlined,
  cache: deadlined,
  // BullMQ demands null. No command deadline: it would end the wait for the next job.
  // A worker waits 10 s at most; a connection that is silent for longer is made anew.
  blocking: { maxRetriesPerRequest: null, socketTimeout: 15_000 },
};

const maxReconnectDelayMs = 2_000;

/** Doubles from 50 ms to 2 s, the upper half at random so that services do not return in step. */
export function reconnectDelayMs(tries: number): number {
  const ceiling = Math.min(maxReconnectDelayMs, 50 * 2 ** Math.min(tries, 10));
  return Math.round(ceiling * (0.5 + Math.random() / 2));
}

/** Round trip in ms. Rejects when Redis does not answer in time. */
export async function redisPing(redis: Redis, timeoutMs = commandDeadlineMs): Promise<number> {
  const started = performance.now();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`Redis did not answer within ${timeoutMs} ms`)),
    timeoutMs,
  );
  try {
    await Promise.race([redis.ping(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
  return performance.now() - started;
}
