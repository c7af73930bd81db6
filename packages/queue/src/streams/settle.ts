import type { Entry, GroupMember } from './consumer-group.ts';

/** Where requests go that nobody can fulfil. */
export const deadLettersOf = (stream: string): string => `${stream}.dead`;

const maxDeadLetters = 10_000;
const maxEntryBytes = 16_384;

/**
 * KEYS the stream and its dead letters, ARGV group, id, and of a dead one: how many are kept, then
 * its fields. All or nothing, and once: of two that settle the same entry the second finds it gone.
 */
const settleScript = `
if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[2], ARGV[2], 1) == 0 then return 0 end
if ARGV[3] then
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', unpack(ARGV, 4))
end
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[1], ARGV[2])
return 1
`;

type Place = Pick<GroupMember, 'redis' | 'stream' | 'group'>;

/** It was dealt with, and leaves the stream. */
export const settle = (place: Place, entry: Entry): Promise<void> => run(place, entry, []);

export interface DeadLetter {
  readonly reason: string;
  /** False: what was asked for is not kept. */
  readonly isKept: boolean;
}

/** It leaves the stream for the dead letters: `reason`, `entry`, `id`, `at`. */
export function bury(place: Place, entry: Entry, { reason, isKept }: DeadLetter): Promise<void> {
  const { id, fields } = entry;
  const text = fields.event ?? JSON.stringify(fields);
  const letter = {
    reason,
    entry: isKept ? cut(text) : '',
    id,
    at: new Date().toISOString(),
  };
  return run(place, entry, [String(maxDeadLetters), ...Object.entries(letter).flat()]);
}

async function run(
  { redis, stream, group }: Place,
  { id }: Entry,
  words: readonly string[],
): Promise<void> {
  await redis.eval(settleScript, 2, stream, deadLettersOf(stream), group, id, ...words);
}

/** At a character's end. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxEntryBytes) return text;
  return new TextDecoder().decode(bytes.subarray(0, maxEntryBytes), { stream: true });
}
