/**
 * Notices that Redis lost what it knew. An epoch begins when there is no history, and counts the
 * turns it gave. Each process tells the epoch and the turns it last saw; where Redis knows less
 * (flushed, restored from an older state, a replica that lagged), calls went out that no counter
 * has. The counters then count every budget as used up until `unknown_until`: the latest moment at
 * which such a call can have gone out.
 *
 * A moment is { now, unknown_until, epoch, turns, lost }.
 */
export const historyLua = `
local function open_history(key, ask)
  local now = clock(ask.now)
  local kept = redis.call('HMGET', key, 'epoch', 'turns', 'unknown_until')
  local moment = {
    now = now,
    epoch = tonumber(kept[1]),
    turns = tonumber(kept[2]) or 0,
    unknown_until = tonumber(kept[3]) or 0,
    lost = false,
  }
  local unknown_until = nil
  if not moment.epoch then
    moment.epoch = now
    if ask.epoch > 0 then unknown_until = now end
  elseif ask.epoch > moment.epoch or (ask.epoch == moment.epoch and ask.turns > moment.turns) then
    moment.epoch, unknown_until = now, now
  elseif ask.epoch > 0 and ask.epoch < moment.epoch then
    unknown_until = moment.epoch
  else
    return moment
  end
  if unknown_until then
    moment.lost = true
    moment.unknown_until = math.max(moment.unknown_until, unknown_until)
  end
  redis.call('HSET', key, 'epoch', digits(moment.epoch), 'unknown_until', digits(moment.unknown_until))
  return moment
end

local function count_turn(key, moment)
  moment.turns = redis.call('HINCRBY', key, 'turns', 1)
end`;

/** What a process remembers of an API's history; zero: nothing yet. */
export interface KnownHistory {
  readonly epoch: number;
  readonly turns: number;
}
