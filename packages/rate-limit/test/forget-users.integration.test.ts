import { connectRedis } from '@viral-scan/queue';
import { testRedisPrefix } from '@viral-scan/testing';
import { afterAll, expect, it } from 'vitest';
import { createPace, forgetUsers } from '../src/index.ts';

const { url, prefix } = testRedisPrefix();
const redis = connectRedis(url, { role: 'queue', name: 'test' });
afterAll(() => redis.disconnect());

it('a user is forgotten: counters, holds, places and turns; others keep theirs', async () => {
  const pace = createPace({
    redis,
    prefix,
    budgets: new Map([
      [
        'youtube-data' as const,
        [
          { name: 'all', per: 'app', rule: { kind: 'sliding-window', calls: 1, perMs: 60_000 } },
          { name: 'user', per: 'user', rule: { kind: 'sliding-window', calls: 9, perMs: 60_000 } },
        ],
      ],
    ]),
    patienceMs: 600_000,
  });
  const call = (onBehalfOf: string) =>
    ({ api: 'youtube-data', operation: 'videos.list', units: 1, onBehalfOf }) as const;
  const waiting = new AbortController();
  const take = (user: string) => pace.take(call(user), { signal: waiting.signal });
  await take('somebody');
  await pace.penalize(call('somebody'), { scope: 'user', retryAfterMs: 60_000 });
  // Each has a place in the line of the budget of all.
  const inLine = Promise.allSettled([take('erased'), take('somebody'), take('erased')]);
  await pace.penalize(call('erased'), { scope: 'user', retryAfterMs: 60_000 });
  const stored = async (): Promise<string> => {
    const texts: string[] = [];
    for (const key of await redis.keys(`${prefix}:*`)) {
      const isSorted = (await redis.type(key)) === 'zset';
      texts.push(key, ...(isSorted ? await redis.zrangebyscore(key, '-inf', '+inf') : []));
    }
    return texts.join('\n');
  };
  await expect.poll(stored).toMatch(/\|erased$/m);
  const before = await stored();
  expect(before).toMatch(/^uerased$/m);
  expect(before).toMatch(/:user:erased/);

  expect(await forgetUsers({ redis, prefix }, new Set(['erased']))).toBeGreaterThan(4);
  const after = await stored();
  expect(after).not.toContain('erased');
  expect(after).toMatch(/\|somebody$/m);
  expect(after).toMatch(/:user:somebody/);
  expect(await forgetUsers({ redis, prefix }, new Set(['erased']))).toBe(0);
  waiting.abort();
  await inLine;
});

it('nobody is no user', async () => {
  expect(await forgetUsers({ redis, prefix }, new Set())).toBe(0);
  await expect(forgetUsers({ redis, prefix }, new Set(['']))).rejects.toThrow('must not be empty');
});
