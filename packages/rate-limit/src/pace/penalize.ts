import { InvalidInput } from '@viral-scan/contracts';
import { basicsLua, script } from '../redis/script.ts';
import type { PaceFeedback } from './pace.ts';

/** From here on usage stretches the pace, ... */
const stretchFrom = 0.75;
/** ... in proportion to what is left: at 0.9 to 2.5 times, at 0.975 and above to 10 times. */
const longestStretch = 10;
const stretchedMs = 60_000;
const longestHoldMs = 86_400_000;

export function stretchOf(usage: number): number {
  if (usage <= stretchFrom) return 1;
  return Math.min(longestStretch, (1 - stretchFrom) / Math.max(1 - usage, Number.EPSILON));
}

/** What is kept of the feedback, in microseconds; throws `InvalidInput`. */
export function penaltyOf(feedback: PaceFeedback): Penalty {
  if ('retryAfterMs' in feedback) {
    if (!(feedback.retryAfterMs >= 0)) throw new InvalidInput('retryAfterMs', 'must be 0 or more');
    return { hold: Math.ceil(Math.min(feedback.retryAfterMs, longestHoldMs) * 1_000) };
  }
  if ('usage' in feedback) {
    if (!(feedback.usage >= 0)) throw new InvalidInput('usage', 'must be 0 or more');
    return { stretch: stretchOf(feedback.usage), stretch_for: stretchedMs * 1_000 };
  }
  const resetsAt = feedback.resetsAt.getTime();
  if (Number.isNaN(resetsAt)) throw new InvalidInput('resetsAt', 'must be a date');
  return { exhausted_until: resetsAt * 1_000 };
}

export interface Penalty {
  readonly hold?: number;
  readonly stretch?: number;
  readonly stretch_for?: number;
  readonly exhausted_until?: number;
}

/**
 * KEYS[1] what is kept of the scope; ARGV: a `Penalty`, now. Holds only grow; of usage the last
 * word counts.
 */
export const penalizeScript = script(
  basicsLua,
  `
local penalty, now = cjson.decode(ARGV[1]), clock(cjson.decode(ARGV[2])[1])
local function extend(field, moment)
  local kept = tonumber(redis.call('HGET', KEYS[1], field)) or 0
  redis.call('HSET', KEYS[1], field, digits(math.max(kept, moment)))
  return moment - now
end
local keep_for = 0
if penalty.hold then keep_for = extend('held_until', now + penalty.hold) end
if penalty.exhausted_until then keep_for = extend('exhausted_until', penalty.exhausted_until) end
if penalty.stretch then
  keep_for = penalty.stretch_for
  redis.call('HSET', KEYS[1], 'stretch', tostring(penalty.stretch), 'stretched_until', digits(now + keep_for))
end
local ttl = math.max(redis.call('PTTL', KEYS[1]), tonumber(lifetime_ms(keep_for)))
redis.call('PEXPIRE', KEYS[1], digits(ttl))
return 'null'`,
);
