import { lineLua } from '../line/line.ts';
import { partsLua } from '../redis/keys.ts';
import { basicsLua, script } from '../redis/script.ts';
import { strategiesLua } from '../strategies/all-strategies.ts';

/** KEYS: counters; ARGV: the waiting call, { user, member, places }. */
export const leaveScript = script(
  basicsLua,
  partsLua,
  lineLua,
  `
local waiting = cjson.decode(ARGV[1])
for i, key in ipairs(KEYS) do
  if waiting.places[i] >= 0 then line.leave({ key = key }, waiting) end
end
return 'null'`,
);

/** KEYS: counters; ARGV: their receipts. */
export const giveBackScript = script(
  basicsLua,
  partsLua,
  strategiesLua,
  `
for i, given in ipairs(cjson.decode(ARGV[1])) do
  strategies[given.kind].give_back({ key = KEYS[i] }, given.receipt)
end
return 'null'`,
);
