import { type GroupMember, isGroupMissing } from './consumer-group.ts';
import { trimEventStream } from './event-stream.ts';
import { deadLettersOf } from './settle.ts';

const dayMs = 86_400_000;

/**
 * KEYS[1] the stream, ARGV group, idle milliseconds, the consumer that stays. Looks and deletes in
 * one: entries that are pending with a consumer would be lost with it.
 */
const dropConsumers = `
local dropped = 0
for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local of = {}
  for at = 1, #info, 2 do of[info[at]] = info[at + 1] end
  if of.name ~= ARGV[3] and of.pending == 0 and of.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], of.name)
    dropped = dropped + 1
  end
end
return dropped
`;

/**
 * Dead letters of more than 7 days go, and consumers that were not heard of for a day and keep
 * nothing.
 */
export async function tidyRequests(
  { redis, stream, group, consumer }: Omit<GroupMember, 'reader'>,
  { idleMs = dayMs }: { readonly idleMs?: number } = {},
): Promise<void> {
  await trimEventStream({ redis, stream: deadLettersOf(stream), maxAgeMs: 7 * dayMs });
  try {
    await redis.eval(dropConsumers, 1, stream, group, idleMs, consumer);
  } catch (error) {
    // Nobody has asked yet.
    if (!isGroupMissing(error) && !/no such key/.test(String(error))) throw error;
  }
}
