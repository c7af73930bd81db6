/**
 * A counter for each day of a zone. The days' starts come with the call (day-starts.ts); which of
 * them is today, the clock of Redis decides. What this process last saw of today's counter comes
 * along too: when Redis lost its own, that many were used before the loss, and to them are added
 * those that were counted since.
 */
export const dailyUnitsLua = `
strategies['daily-units'] = { counts_units = true, fields = { 'units' } }

local function today(counter, moment)
  for i = 1, #counter.day_starts - 1 do
    local start, stop = counter.day_starts[i] * 1000, counter.day_starts[i + 1] * 1000
    if start <= moment.now and moment.now < stop then return start, stop end
  end
  error('the clocks of this process and of Redis are more than a day apart')
end

-- Read once a script. used: of the day; since: those of them in this epoch (history.ts).
local function open_day(counter, moment)
  if counter.opened then return counter.opened end
  local start, stop = today(counter, moment)
  local key = counter.key .. PART.day .. digits(start / 1000)
  local kept = redis.call('HMGET', key, 'used', 'since', 'epoch')
  local used, since = tonumber(kept[1]) or 0, tonumber(kept[2]) or 0
  if tonumber(kept[3]) ~= moment.epoch then since = 0 end
  if moment.lost then
    local day, seen = string.match(counter.seen, '^(%d+) (%d+)$')
    if day and tonumber(day) == start then used = math.max(used, tonumber(seen) + since) end
  end
  counter.opened = { key = key, start = start, stop = stop, used = used, since = since }
  return counter.opened
end

local function keep_day(day, moment, n)
  day.used, day.since = day.used + n, day.since + n
  redis.call('HSET', day.key, 'used', digits(day.used), 'since', digits(day.since),
    'epoch', digits(moment.epoch))
  redis.call('PEXPIRE', day.key, lifetime_ms(day.stop - moment.now))
end

-- Its second result is when the next units come, if there are too few.
strategies['daily-units'].ready_at = function(counter, moment, n)
  local day = open_day(counter, moment)
  -- Only this process remembers it, and only now.
  if moment.lost then keep_day(day, moment, 0) end
  if day.used + n > counter.rule.units then return day.stop, day.stop end
  return moment.now
end

strategies['daily-units'].commit = function(counter, moment, n)
  local day = open_day(counter, moment)
  keep_day(day, moment, n)
  counter.seen = digits(day.start) .. ' ' .. digits(day.used)
  return digits(n) .. ' ' .. day.key
end

strategies['daily-units'].give_back = function(_, receipt)
  local n, key = string.match(receipt, '^(%d+) (.+)$')
  if redis.call('EXISTS', key) == 0 then return end
  redis.call('HINCRBY', key, 'used', '-' .. n)
  redis.call('HINCRBY', key, 'since', '-' .. n)
end

strategies['daily-units'].look = function(counter, moment)
  local day = open_day(counter, moment)
  return counter.rule.units, counter.rule.units - day.used, day.stop
end`;
