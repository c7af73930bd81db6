/**
 * Opens what a call is counted in. KEYS: history, rules, what was said of all, of the user, then a
 * counter for each budget of ARGV[1], a list of { name, per, rule, day_starts }.
 */
export const countersLua = `
local HISTORY, RULES, APP, USER, COUNTERS = KEYS[1], KEYS[2], KEYS[3], KEYS[4], 4

-- What the platform said of all users, or of one (penalize.ts).
local function open_scope(key, moment)
  local kept = redis.call('HMGET', key, 'held_until', 'exhausted_until', 'stretched_until', 'stretch')
  local stretched = (tonumber(kept[3]) or 0) > moment.now
  return {
    held_until = tonumber(kept[1]) or 0,
    exhausted_until = tonumber(kept[2]) or 0,
    stretch = stretched and tonumber(kept[4]) or 1,
  }
end

-- A rule that operators set; nil when it cannot be kept, which must stop no call.
local function set_rule(text, configured)
  local is_json, rule = pcall(cjson.decode, text)
  local strategy = is_json and type(rule) == 'table' and strategies[rule.kind]
  if not strategy then return nil end
  for _, field in ipairs(strategy.fields) do
    local value = rule[field]
    if type(value) ~= 'number' or value < 1 or value % 1 ~= 0 then return nil end
  end
  local days_change = (rule.kind == 'daily-units') ~= (configured.kind == 'daily-units')
  return not days_change and rule or nil
end

-- The rules that operators set go before those of the plan.
local function open_counters(plan, scopes, seen)
  if #plan == 0 then return {} end
  local names = {}
  for i, budget in ipairs(plan) do names[i] = budget.name end
  local set = redis.call('HMGET', RULES, unpack(names))
  local counters = {}
  for i, budget in ipairs(plan) do
    local of_user = budget.per == 'user' or budget.per == 'user-endpoint'
    local counter = {
      key = KEYS[COUNTERS + i],
      name = budget.name,
      rule = set[i] and set_rule(set[i], budget.rule) or budget.rule,
      stretch = of_user and scopes.user.stretch or scopes.app.stretch,
      day_starts = budget.day_starts,
      seen = seen and seen[i] or '',
    }
    counter.strategy = strategies[counter.rule.kind]
    counters[i] = counter
  end
  return counters
end`;
