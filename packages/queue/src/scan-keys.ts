import type { Redis } from 'ioredis';

const keysAtOnce = 1_000;

/** Every key that matches, portion by portion; one that is there all the while is among them. */
export async function* scanKeys(redis: Redis, match: string): AsyncGenerator<readonly string[]> {
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', match, 'COUNT', keysAtOnce);
    cursor = next;
    if (keys.length > 0) yield keys;
  } while (cursor !== '0');
}
