import { lineLua } from '../line/line.ts';
import { partsLua } from '../redis/keys.ts';
import { basicsLua, script } from '../redis/script.ts';
import { strategiesLua } from '../strategies/all-strategies.ts';
import { countersLua } from './counters.ts';
import { historyLua, type KnownHistory } from './history.ts';

/** One call asks for its turn: counted in all budgets at once, or in none. */
export interface Ask extends KnownHistory {
  /** Absent: the clock of Redis. */
  readonly now?: number;
  readonly user: string;
  readonly units: number;
  /** Unique among all waiting calls. */
  readonly ticket: string;
  /** As the last answer gave them; at first '' and []. */
  readonly member: string;
  readonly turns: number;
  readonly places: readonly number[];
  readonly patience: number;
  /** Per budget, as the last turn of that counter gave it; '': nothing seen. */
  readonly seen: readonly string[];
}

interface Answered {
  readonly epoch: string;
  readonly turns: number;
  readonly now: string;
}

/** All moments and spans are whole microseconds, as text. */
export type TakeAnswer =
  | (Answered & {
      readonly outcome: 'admitted';
      /** Per budget, for `giveBackScript`. */
      readonly receipts: readonly { readonly kind: string; readonly receipt: string }[];
      readonly seen: readonly string[];
    })
  | (Answered & {
      readonly outcome: 'wait';
      readonly ready_at: string;
      readonly back_at: string;
      /** The budget that is ready last; '': the platform said so. */
      readonly by: string;
      readonly member: string;
      /** Per budget, the turn in its line; -1: none. */
      readonly places: readonly number[];
    })
  /** It would wait longer than its patience, and does not. */
  | (Answered & { readonly outcome: 'late'; readonly ready_at: string; readonly by: string })
  | (Answered & { readonly outcome: 'exhausted'; readonly resets_at: string; readonly by: string });

/** ARGV: the plan, the `Ask`. */
export const takeScript = script(
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
local counters = open_counters(plan, scopes, ask.seen)
local waiter = { user = ask.user, member = ask.member }
if waiter.member == '' then
  waiter.member = string.format('%016.0f', moment.now) .. '|' .. ask.ticket .. '|' .. ask.user
end

local function answer(outcome, fields)
  fields.outcome, fields.epoch, fields.turns = outcome, digits(moment.epoch), moment.turns
  fields.now = digits(moment.now)
  return cjson.encode(fields)
end

local function leave_all()
  for _, counter in ipairs(counters) do
    if counter.place then line.leave(counter, waiter) end
  end
end

local ready_at, by = moment.now, ''
local exhausted_until, exhausted_by = 0, ''
for _, scope in pairs(scopes) do
  ready_at = math.max(ready_at, scope.held_until)
  if scope.exhausted_until > moment.now then
    exhausted_until = math.max(exhausted_until, scope.exhausted_until)
  end
end
for i, counter in ipairs(counters) do
  local place = ask.places[i]
  if place and place >= 0 then counter.place = place end
  counter.n = counter.strategy.counts_units and ask.units or 1
  local ahead = 0
  if counter.strategy.has_line then
    ahead = line.ahead(counter, moment, waiter, counter.place)
  elseif counter.place then
    counter.place = nil
  end
  local at, used_up_until = counter.strategy.ready_at(counter, moment, counter.n, ahead)
  counter.ready_at = at
  if used_up_until then
    exhausted_until, exhausted_by = math.max(exhausted_until, used_up_until), counter.name
  elseif at > ready_at then
    ready_at, by = at, counter.name
  end
end

if exhausted_until > 0 then
  leave_all()
  return answer('exhausted', { resets_at = digits(exhausted_until), by = exhausted_by })
end

if ready_at <= moment.now then
  local receipts, seen = {}, {}
  for i, counter in ipairs(counters) do
    receipts[i] = { kind = counter.rule.kind, receipt = counter.strategy.commit(counter, moment, counter.n) }
    seen[i] = counter.seen
    if counter.strategy.has_line then line.served(counter, waiter, counter.place) end
  end
  count_turn(HISTORY, moment)
  return answer('admitted', { receipts = receipts, seen = seen })
end

if ready_at - moment.now > ask.patience then
  leave_all()
  return answer('late', { ready_at = digits(ready_at), by = by })
end

-- He stands only where he waits longest: there alone could he use a slot when it comes.
local back_at, places = ready_at, {}
for i, counter in ipairs(counters) do
  if counter.strategy.has_line and counter.ready_at >= ready_at then
    local look_at
    counter.place, look_at = line.wait(counter, moment, waiter, counter.place, ready_at)
    back_at = math.min(back_at, look_at)
  elseif counter.place then
    line.step_aside(counter, waiter)
  end
  places[i] = counter.place or -1
end
return answer('wait', {
  ready_at = digits(ready_at), back_at = digits(back_at), by = by,
  member = waiter.member, places = places,
})`,
);
