/**
 * A counter for each day of a zone. The days' starts come with the call (day-starts.ts); which of
 * them is today, the clock of Redis decides. What this process saw of today's counter comes along
 * too and is believed when Redis lost its own.
 */
export const dailyUnitsLua = `
strategies['daily-units'] = { counts_units = true }

local function today(counter, moment)
  for i = 1, #counter.day_starts - 1 do
    local start, stop = counter.day_starts[i] * 1000, counter.day_starts[i + 1] * 1000
    if start <= moment.now and moment.now < stop then return start, stop end
  end
  error('the clocks of this process and of Redis are more than a day apart')
end

local function used_today(counter, moment)
  local start, stop = today(counter, moment)
  local key = counter.key .. PART.day .. digits(start / 1000)
  local used = tonumber(redis.call('GET', key)) or 0
  if moment.lost then
    local day, seen = string.match(counter.seen, '^(%d+) (%d+)$')
    if day and tonumber(day) == start and tonumber(seen) > used then
      used = tonumber(seen)
      redis.call('SET', key, digits(used), 'PX', lifetime_ms(stop - moment.now))
    end
  end
  return used, key, start, stop
end

-- Its second result is when the next units come, if there are too few.
strategies['daily-units'].ready_at = function(counter, moment, n)
  local used, _, _, stop = used_today(counter, moment)
  if used + n > counter.rule.units then return stop, stop end
  return moment.now
end

strategies['daily-units'].commit = function(counter, moment, n)
  local _, key, start, stop = used_today(counter, moment)
  local used = redis.call('INCRBY', key, digits(n))
  redis.call('PEXPIRE', key, lifetime_ms(stop - moment.now))
  counter.seen = digits(start) .. ' ' .. digits(used)
  return digits(n) .. ' ' .. key
end

strategies['daily-units'].give_back = function(counter, receipt)
  local n, key = string.match(receipt, '^(%d+) (.+)$')
  if redis.call('EXISTS', key) == 1 then redis.call('DECRBY', key, n) end
end

strategies['daily-units'].look = function(counter, moment)
  local used, _, _, stop = used_today(counter, moment)
  return counter.rule.units, counter.rule.units - used, stop
end`;
