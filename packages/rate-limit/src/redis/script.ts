import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** What this package needs of a connection; of any of the roles of `connectRedis`. */
export type PaceRedis = Pick<Redis, 'status' | 'evalsha' | 'eval' | 'hset' | 'hdel' | 'hgetall'>;

export interface Script {
  readonly lua: string;
  readonly sha: string;
}

export function script(...chunks: readonly string[]): Script {
  const lua = chunks.join('\n');
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}

/** Runs it once, in one round trip where Redis knows it; the answer is its JSON. */
export async function runScript<Answer>(
  redis: PaceRedis,
  { lua, sha }: Script,
  keys: readonly string[],
  args: readonly unknown[],
): Promise<Answer> {
  const words = [...keys, ...args.map((arg) => JSON.stringify(arg))];
  let answer: unknown;
  try {
    answer = await redis.evalsha(sha, keys.length, ...words);
  } catch (error) {
    // After a restart, a flush of its scripts, or on a replica that took over.
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    answer = await redis.eval(lua, keys.length, ...words);
  }
  return JSON.parse(String(answer)) as Answer;
}

/**
 * For every script. Moments are whole microseconds since the epoch, exact in a double; `digits`
 * writes them, as Lua by itself would round at 14 digits, in keys as in cjson.
 */
export const basicsLua = `
local function digits(number) return string.format('%.0f', number) end
local function clock(given)
  if given then return given end
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end
-- Longer than anything it is kept for, also where a test's clock is slower than Redis's.
local function lifetime_ms(microseconds)
  return digits(math.ceil(microseconds / 1000) + 60000)
end`;
