import { InvalidInput } from '@viral-scan/contracts';
import { type BudgetRule, checkRule } from '../budget.ts';
import { untilAnswered } from '../redis/away.ts';
import { limitKey, partsLua } from '../redis/keys.ts';
import { basicsLua, type PaceRedis, runScript, script } from '../redis/script.ts';
import { strategiesLua } from './all-strategies.ts';
import { createDays } from './day-starts.ts';

/** Where a counter stands. */
export interface Standing {
  readonly limit: number;
  readonly remaining: number;
  /** When all of `limit` is there again if nobody calls; null: it is now. */
  readonly resetsAt: Date | null;
}

export type Acquired =
  | (Standing & { readonly admitted: true })
  | (Standing & { readonly admitted: false; readonly retryAfterMs: number });

/**
 * One limit by itself, with a counter for each key: nobody waits, nobody stands in line. Both calls
 * throw `UpstreamUnavailable` when Redis does not answer within 1.5 s.
 */
export interface Strategy {
  /** Counts `n` (default 1) at once or not at all. Throws `InvalidInput` for more than ever fit. */
  acquire(key: string, n?: number): Promise<Acquired>;
  look(key: string): Promise<Standing>;
}

export interface StrategyOptions {
  readonly redis: PaceRedis;
  /** First part of every key. */
  readonly prefix: string;
  /** A function is asked at each call: a rule that changes at run time. */
  readonly rule: BudgetRule | (() => BudgetRule);
  /** Real time in ms since the epoch, for tests; absent: the clock of Redis. */
  readonly now?: () => number;
}

/** KEYS[1] the counter; ARGV: the rule, { now, n, day_starts }. n = 0 looks. */
const acquireScript = script(
  basicsLua,
  partsLua,
  strategiesLua,
  `
local rule, ask = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local moment = { now = clock(ask.now), epoch = 0, unknown_until = 0 }
local counter = { key = KEYS[1], rule = rule, stretch = 1, day_starts = ask.day_starts }
local strategy = strategies[rule.kind]
local wait = 0
if ask.n > 0 then
  wait = math.max(0, strategy.ready_at(counter, moment, ask.n, 0) - moment.now)
  if wait == 0 then strategy.commit(counter, moment, ask.n) end
end
local limit, remaining, full_at = strategy.look(counter, moment)
return cjson.encode({
  wait = digits(wait),
  limit = limit,
  remaining = math.max(0, remaining),
  full_at = digits(remaining < limit and full_at or 0),
})`,
);

interface Answer {
  readonly wait: string;
  readonly limit: number;
  readonly remaining: number;
  readonly full_at: string;
}

export function createStrategy(options: StrategyOptions): Strategy {
  const { redis, prefix, now, rule: given } = options;
  const daysOf = createDays(now ?? Date.now);
  const ruleOf = typeof given === 'function' ? given : (): BudgetRule => given;
  async function ask(key: string, n: number): Promise<Answer> {
    const rule = ruleOf();
    checkRule(rule);
    if (n !== 0) checkN(rule, n);
    const request = {
      n,
      day_starts: rule.kind === 'daily-units' ? daysOf(rule.zone) : [],
      ...(now !== undefined && { now: Math.round(now() * 1_000) }),
    };
    return untilAnswered(redis, 0, null, () =>
      runScript<Answer>(redis, acquireScript, [limitKey(prefix, key)], [rule, request]),
    );
  }
  return {
    async acquire(key, n = 1) {
      const answer = await ask(key, n);
      const standing = standingOf(answer);
      const retryAfterMs = Math.ceil(Number(answer.wait) / 1_000);
      return retryAfterMs === 0
        ? { admitted: true, ...standing }
        : { admitted: false, retryAfterMs, ...standing };
    },
    look: async (key) => standingOf(await ask(key, 0)),
  };
}

function standingOf({ limit, remaining, full_at }: Answer): Standing {
  const fullAtMs = Math.ceil(Number(full_at) / 1_000);
  return { limit, remaining, resetsAt: fullAtMs > 0 ? new Date(fullAtMs) : null };
}

/** How many fit at once: staggered calls go one by one. */
function checkN(rule: BudgetRule, n: number): void {
  const most = {
    staggered: () => 1,
    'sliding-window': () => (rule.kind === 'sliding-window' ? rule.calls : 1),
    'token-bucket': () => (rule.kind === 'token-bucket' ? rule.capacity : 1),
    'daily-units': () => Number.MAX_SAFE_INTEGER,
  }[rule.kind]();
  if (!Number.isSafeInteger(n) || n < 1 || n > most) {
    throw new InvalidInput('n', `must be a whole number from 1 to ${most}`);
  }
}
