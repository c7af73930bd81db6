import { lineLua } from '../line/line.ts';
import { partsLua } from '../redis/keys.ts';
import { basicsLua, script } from '../redis/script.ts';
import { strategiesLua } from '../strategies/all-strategies.ts';
import { countersLua } from './counters.ts';
import { historyLua } from './history.ts';
import type { Remaining } from './pace.ts';

/** Per budget; `full_at` in microseconds, as text. */
export interface Look {
  readonly limit: number;
  readonly remaining: number;
  readonly full_at: string;
}

/** ARGV: the plan, and of an `Ask` now, epoch and turns. A list of `Look`, and now. */
export const lookScript = script(
  basicsLua,
  partsLua,
  strategiesLua,
  lineLua,
  historyLua,
  countersLua,
  `
local plan, ask = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local moment = open_history(HISTORY, ask)
local scopes = { app = open_scope(APP, moment), user = open_scope(USER, moment) }
local held_until = 0
for _, scope in pairs(scopes) do
  held_until = math.max(held_until, scope.held_until, scope.exhausted_until)
end
local looks = {}
for i, counter in ipairs(open_counters(plan, scopes)) do
  local limit, remaining, full_at = counter.strategy.look(counter, moment)
  if counter.strategy.has_line then remaining = remaining - line.waiting(counter, moment) end
  if held_until > moment.now then remaining, full_at = 0, math.max(full_at, held_until) end
  looks[i] = {
    limit = limit,
    remaining = math.max(0, remaining),
    full_at = digits(remaining < limit and full_at or 0),
  }
end
if #looks == 0 then return '[]' end
return cjson.encode(looks)`,
);

export function remainingOf(budget: string, { limit, remaining, full_at }: Look): Remaining {
  const fullAtMs = Math.ceil(Number(full_at) / 1_000);
  return { budget, limit, remaining, resetsAt: fullAtMs > 0 ? new Date(fullAtMs) : null };
}
