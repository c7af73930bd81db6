/**
 * The line before a counter: fair between users, by start-time fair queueing (Goyal, Vin and Cheng,
 * 1996) with calls of equal length. A waiting call has a turn; turns are served in order, and of one
 * turn in the order in which calls came. A user's first call gets the turn being served, `v`, each
 * further one the turn after the one before. So a user with a thousand calls in line has a thousand
 * turns, of which the next is no earlier than any other user's next.
 *
 * Nobody is called up: who waits comes back at the moment he was told. Before that moment plus
 * `placeKeptMs` his place is kept, then it goes, and with it the turn: the process has died, or is
 * late and will queue up again with the turn it remembers.
 */
export const placeKeptMs = 250;

/** A waiter comes at least this often to see whether those before him are gone, ... */
const lookEveryMs = 1_000;
/** ... but the longer the line the more rarely, so that all of them together are no burden. */
const lookEveryMsPerWaiter = 2;

/** A waiter is { member, user }, where member is `ARRIVAL|TICKET|USER`. Turns are small integers. */
export const lineLua = `
local line = {}

local function next_turn(counter, user)
  local key = counter.key .. PART.turns
  local served = tonumber(redis.call('ZSCORE', key, 'v')) or 0
  return math.max(served, tonumber(redis.call('ZSCORE', key, 'u' .. user)) or 0)
end

local function take_out(counter, member)
  redis.call('ZREM', counter.key .. PART.leases, member)
  return redis.call('ZREM', counter.key .. PART.line, member) == 1
end

local function free_turn(counter, user)
  local key = counter.key .. PART.turns
  if redis.call('ZSCORE', key, 'u' .. user) then redis.call('ZINCRBY', key, -1, 'u' .. user) end
end

local function drop_the_absent(counter, moment)
  local late = redis.call('ZRANGEBYSCORE', counter.key .. PART.leases,
    '-inf', '(' .. digits(moment.now), 'LIMIT', 0, 100)
  for _, member in ipairs(late) do
    if take_out(counter, member) then
      free_turn(counter, string.match(member, '^[^|]*|[^|]*|(.*)$'))
    end
  end
end

-- How many go first. \`turn\` is the waiter's, nil when he has none.
function line.ahead(counter, moment, waiter, turn)
  local key = counter.key .. PART.line
  if not turn and redis.call('EXISTS', key) == 0 then return 0 end
  drop_the_absent(counter, moment)
  if not turn then return redis.call('ZCOUNT', key, '-inf', next_turn(counter, waiter.user)) end
  if redis.call('ZADD', key, 'NX', turn, waiter.member) == 1 then
    redis.call('ZADD', counter.key .. PART.turns, 'GT', turn + 1, 'u' .. waiter.user)
  end
  return redis.call('ZRANK', key, waiter.member)
end

-- Takes or keeps a place until shortly after \`ready_at\`; gives the turn and when to come back.
function line.wait(counter, moment, waiter, turn, ready_at)
  local key, leases, turns = counter.key .. PART.line, counter.key .. PART.leases, counter.key .. PART.turns
  if not turn then
    turn = next_turn(counter, waiter.user)
    redis.call('ZADD', turns, turn + 1, 'u' .. waiter.user)
  end
  redis.call('ZADD', key, turn, waiter.member)
  local look_every = math.max(${lookEveryMs}, ${lookEveryMsPerWaiter} * redis.call('ZCARD', key)) * 1000
  local back_at = math.min(ready_at, moment.now + look_every)
  redis.call('ZADD', leases, digits(back_at + ${placeKeptMs} * 1000), waiter.member)
  local ttl = lifetime_ms(look_every)
  redis.call('PEXPIRE', key, ttl)
  redis.call('PEXPIRE', leases, ttl)
  redis.call('PEXPIRE', turns, ttl)
  return turn, back_at
end

-- Another budget will be later: he comes back with his turn, and takes no slot until then.
function line.step_aside(counter, waiter)
  take_out(counter, waiter.member)
end

function line.leave(counter, waiter)
  if take_out(counter, waiter.member) then free_turn(counter, waiter.user) end
end

function line.served(counter, waiter, turn)
  local turns = counter.key .. PART.turns
  if turn then
    take_out(counter, waiter.member)
  else
    if redis.call('EXISTS', counter.key .. PART.line) == 0 then return end
    turn = next_turn(counter, waiter.user)
    redis.call('ZADD', turns, turn + 1, 'u' .. waiter.user)
  end
  redis.call('ZADD', turns, 'GT', turn, 'v')
  -- Whoever is behind the turn being served gets that one anyway.
  redis.call('ZREMRANGEBYSCORE', turns, '-inf', '(' .. turn)
end

function line.waiting(counter, moment)
  drop_the_absent(counter, moment)
  return redis.call('ZCARD', counter.key .. PART.line)
end`;
