/**
 * Staggered calls and token buckets, both by the generic cell rate algorithm (ITU-T I.371): of a
 * bucket only the moment is kept at which it will be full again, in whole intervals, so that
 * nothing is ever rounded in favour of more calls. It is kept with the interval and the moment of the
 * last call.
 *
 * A staggered budget is a bucket of one. Who waits comes a little after his moment; to keep the
 * pace all the same, a call may be up to `slack` late without delaying those after it. In return
 * intervals are longer by slack / calls, so that no window has a call too many: the nominal moments
 * n of calls at a have a[i] >= n[i] and n[i+1] >= a[i] - slack + interval, hence
 * a[i + calls] - a[i] >= calls * interval - slack >= perMs.
 */
export const steadyLua = `
local function steady(fields, bucket_of)
  local strategy = { has_line = true, fields = fields }

  local function keep(counter, bucket, full_at, now)
    local kept = digits(full_at) .. ' ' .. digits(bucket.interval) .. ' ' .. digits(now)
    redis.call('SET', counter.key .. PART.bucket, kept, 'PX', lifetime_ms(bucket.depth))
    return kept
  end

  -- Read once a script: counter.opened is what it came to.
  local function look_up(counter, moment)
    if counter.opened then return unpack(counter.opened) end
    local bucket = bucket_of(counter.rule, counter.stretch)
    bucket.depth = bucket.capacity * bucket.interval
    local full_at = moment.unknown_until + bucket.depth
    local kept = redis.call('GET', counter.key .. PART.bucket)
    if kept then
      local at, interval, changed_at = string.match(kept, '^(%d+) (%d+) (%d+)$')
      at, interval = tonumber(at), tonumber(interval)
      if interval ~= bucket.interval then
        -- The rule was changed, nobody knows when: what is owed stays the same in calls, and the
        -- slower of both paces has held since the last call.
        local since = bucket.interval > interval and tonumber(changed_at) or moment.now
        if at > since then at = since + math.ceil((at - since) * bucket.interval / interval) end
      end
      -- More than an empty bucket can only come of a clock that was put back, or a smaller rule.
      if at > moment.now + bucket.depth then
        at = moment.now + bucket.depth
        kept = keep(counter, bucket, at, moment.now)
      end
      full_at = math.max(full_at, at)
    end
    counter.opened = { bucket, full_at, kept }
    return bucket, full_at, kept
  end

  function strategy.ready_at(counter, moment, n, ahead)
    local bucket, full_at = look_up(counter, moment)
    return full_at + (ahead + n - bucket.capacity) * bucket.interval
  end

  function strategy.commit(counter, moment, n)
    local bucket, full_at, before = look_up(counter, moment)
    counter.opened = nil
    local next_full_at = math.max(full_at, moment.now - bucket.slack) + n * bucket.interval
    return keep(counter, bucket, next_full_at, moment.now) .. '|' .. (before or '')
  end

  -- Exactly as if it had never been, or not at all: a call that came later counted on it.
  function strategy.give_back(counter, receipt)
    local after, before = string.match(receipt, '^(.*)|(.*)$')
    local key = counter.key .. PART.bucket
    if redis.call('GET', key) ~= after then return end
    if before == '' then redis.call('DEL', key)
    else redis.call('SET', key, before, 'KEEPTTL') end
  end

  function strategy.look(counter, moment)
    local bucket, full_at = look_up(counter, moment)
    local owed = math.ceil(math.max(0, full_at - moment.now) / bucket.interval)
    return bucket.limit, bucket.limit - owed, full_at
  end

  return strategy
end

strategies['token-bucket'] = steady({ 'capacity', 'refill', 'perMs' }, function(rule, stretch)
  return {
    interval = math.ceil(rule.perMs * 1000 / rule.refill * stretch),
    capacity = rule.capacity,
    limit = rule.capacity,
    slack = 0,
  }
end)

strategies['staggered'] = steady({ 'calls', 'perMs' }, function(rule, stretch)
  local slack = math.min(rule.perMs * 10, 50000)
  return {
    interval = math.ceil((rule.perMs * 1000 + slack) / rule.calls * stretch),
    capacity = 1,
    limit = rule.calls,
    slack = slack,
  }
end)`;
