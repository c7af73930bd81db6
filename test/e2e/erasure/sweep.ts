import { existsSync, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { dumpTables } from '../canary/watched-stores.ts';

export interface Places {
  /** The superuser's: sees every schema, chunks too. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly logFiles: readonly string[];
}

/** Everything that is stored anywhere, as text, by where it lies. */
export async function everything(places: Places): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [table, rows] of await dumpTables(places.databaseUrl)) found.set(table, rows);
  const redis = new Redis(places.redisUrl);
  try {
    for (const key of await redis.keys('*')) found.set(`redis ${key}`, await textOf(redis, key));
  } finally {
    redis.disconnect();
  }
  for (const file of places.logFiles) {
    if (existsSync(file)) found.set(file, readFileSync(file, 'utf8'));
  }
  return found;
}

/** The key itself is part of what is stored. */
async function textOf(redis: Redis, key: string): Promise<string> {
  const values: Readonly<Record<string, () => Promise<unknown>>> = {
    string: () => redis.get(key),
    hash: () => redis.hgetall(key),
    list: () => redis.lrange(key, 0, -1),
    set: () => redis.smembers(key),
    zset: () => redis.zrangebyscore(key, '-inf', '+inf', 'WITHSCORES'),
    stream: () => redis.xrange(key, '-', '+'),
  };
  const type = await redis.type(key);
  if (type === 'none') return key;
  const read = values[type];
  if (read === undefined) throw new Error(`nobody reads keys of type ${type}: ${key}`);
  return `${key} ${JSON.stringify(await read())}`;
}

/** Where any of the secrets stands as a word of its own. */
export function standingIn(
  places: ReadonlyMap<string, string>,
  secrets: ReadonlySet<string>,
): readonly string[] {
  const sorted = [...secrets].filter((secret) => secret !== '');
  return [...places].flatMap(([place, text]) =>
    sorted.flatMap((secret) => {
      for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        const around = text.charAt(at - 1) + text.charAt(at + secret.length);
        if (!/\w/.test(around)) {
          return [`${place}: ${secret} in … ${text.slice(Math.max(0, at - 80), at + 120)} …`];
        }
      }
      return [];
    }),
  );
}
