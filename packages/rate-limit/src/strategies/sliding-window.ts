/**
 * An exact log: the moment of each call of the last window, oldest first, in a list. A call goes
 * out when fewer than `calls` are younger than `perMs`, so no window anywhere holds more. About 10
 * bytes a call, O(1) beside the entries that leave the window.
 */
export const slidingWindowLua = `
strategies['sliding-window'] = { has_line = true, fields = { 'calls', 'perMs' } }

local function calls_of(counter)
  return math.max(1, math.floor(counter.rule.calls / counter.stretch))
end

-- How many calls the window that ends now holds; the older ones are forgotten.
local function count_log(counter, moment)
  local key = counter.key .. PART.log
  local newest = tonumber(redis.call('LINDEX', key, -1))
  if not newest then return 0 end
  local oldest_kept = moment.now - counter.rule.perMs * 1000
  if newest <= oldest_kept then
    redis.call('DEL', key)
    return 0
  end
  local count = redis.call('LLEN', key)
  if newest > moment.now then
    -- The clock was put back: all calls count as made now, which is no earlier than they were.
    for i = 0, count - 1 do redis.call('LSET', key, i, digits(moment.now)) end
    return count
  end
  while tonumber(redis.call('LINDEX', key, 0)) <= oldest_kept do
    redis.call('LPOP', key)
    count = count - 1
  end
  return count
end

strategies['sliding-window'].ready_at = function(counter, moment, n, ahead)
  local per = counter.rule.perMs * 1000
  local calls, count = calls_of(counter), count_log(counter, moment)
  local known_at = moment.unknown_until + per
  -- Which of the logged calls has to leave first; those ahead will be logged themselves.
  local leaving = ahead + n - 1 - (calls - count)
  if leaving < 0 then return known_at end
  local windows = math.floor(leaving / calls)
  local index = math.min(leaving % calls, count - 1)
  local leaves_at = tonumber(redis.call('LINDEX', counter.key .. PART.log, index)) or moment.now
  return math.max(known_at, leaves_at + (1 + windows) * per)
end

strategies['sliding-window'].commit = function(counter, moment, n)
  local key, at = counter.key .. PART.log, digits(moment.now)
  for _ = 1, n do redis.call('RPUSH', key, at) end
  redis.call('PEXPIRE', key, lifetime_ms(counter.rule.perMs * 1000))
  return digits(n) .. ' ' .. at
end

strategies['sliding-window'].give_back = function(counter, receipt)
  local n, at = string.match(receipt, '^(%d+) (%d+)$')
  redis.call('LREM', counter.key .. PART.log, '-' .. n, at)
end

strategies['sliding-window'].look = function(counter, moment)
  local calls, count = calls_of(counter), count_log(counter, moment)
  local newest = tonumber(redis.call('LINDEX', counter.key .. PART.log, -1)) or 0
  local per = counter.rule.perMs * 1000
  local free_at = math.max(newest, moment.unknown_until) + per
  if moment.unknown_until + per > moment.now then count = calls end
  return calls, calls - count, free_at
end`;
