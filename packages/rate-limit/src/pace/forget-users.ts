import { InvalidInput } from '@viral-scan/contracts';
import type { Redis } from 'ioredis';
import { checkedPrefix, parts } from '../redis/keys.ts';

const keysAtOnce = 1_000;

/**
 * Removes all that the pace keeps of users (as `onBehalfOf` of calls): what platforms said of them,
 * their counters, and their places and turns in the lines of others. Goes through all keys of the
 * pace. A call of theirs that is under way may come back; it goes by itself within a day.
 */
export async function forgetUsers(
  { redis, prefix }: { readonly redis: Redis; readonly prefix: string },
  users: ReadonlySet<string>,
): Promise<number> {
  if (users.size === 0) return 0;
  if (users.has('')) throw new InvalidInput('users', 'must not be empty');
  const turns = [...users].map((user) => `u${user}`);
  const home = `${checkedPrefix(prefix)}:pace:`;
  let forgotten = 0;
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${home}*`, 'COUNT', keysAtOnce);
    cursor = next;
    const own = keys.filter((key) => key.split(':').some((part) => users.has(part)));
    if (own.length > 0) forgotten += await redis.del(...own);
    for (const key of keys) {
      if (own.includes(key)) continue;
      if (key.endsWith(parts.turns)) forgotten += await redis.zrem(key, ...turns);
      if (key.endsWith(parts.line) || key.endsWith(parts.leases)) {
        forgotten += await leave(redis, key, users);
      }
    }
  } while (cursor !== '0');
  return forgotten;
}

/** Waiters are `ARRIVAL|TICKET|USER`, see line.ts. */
async function leave(redis: Redis, key: string, users: ReadonlySet<string>): Promise<number> {
  const waiters = await redis.zrangebyscore(key, '-inf', '+inf');
  const own = waiters.filter((waiter) => users.has(waiter.split('|').slice(2).join('|')));
  return own.length === 0 ? 0 : redis.zrem(key, ...own);
}
