import type { Redis } from 'ioredis';
import { z } from 'zod';
import { fieldsOf } from './consumer-group.ts';
import { deadLettersOf } from './settle.ts';

export interface StreamPlaces {
  /** Of role `queue`. */
  readonly redis: Redis;
  readonly eventStream: string;
  readonly requestStream: string;
  /** Of those who take requests. */
  readonly group: string;
  /** For whom requests are that name nobody. */
  readonly defaultUserId: string | null;
}

export interface StreamTraces {
  readonly scanIds: readonly string[];
  /** Refs. */
  readonly accounts: readonly string[];
  /** Null: requests stay. */
  readonly userId: string | null;
}

export interface RemovedEntries {
  readonly stream_events: number;
  readonly stream_requests: number;
}

const pageSize = 1_000;

/**
 * Removes events that tell of these scans, or of the access to these accounts, and requests of the
 * user, waiting, handed out or dead. Goes through all entries.
 */
export async function removeFromStreams(
  places: StreamPlaces,
  { scanIds, accounts, userId }: StreamTraces,
): Promise<RemovedEntries> {
  const { redis, eventStream, requestStream } = places;
  const [scans, refs] = [new Set(scanIds), new Set(accounts)];
  let events = 0;
  if (scans.size > 0 || refs.size > 0) {
    const isOf = ({ scan = '', event = '' }: Fields): boolean =>
      scan === '' ? refs.size > 0 && refs.has(accountOf(event) ?? '') : scans.has(scan);
    for await (const ids of matching(redis, eventStream, isOf)) {
      events += await redis.xdel(eventStream, ...ids);
    }
  }
  if (userId === null) return { stream_events: events, stream_requests: 0 };
  const isTheirs = wordsOf(userId, places.defaultUserId);
  let requests = 0;
  for await (const ids of matching(redis, requestStream, isTheirs)) {
    // One that is handed out is not to come again; without the group nothing is.
    await redis.xack(requestStream, places.group, ...ids);
    requests += await redis.xdel(requestStream, ...ids);
  }
  const dead = deadLettersOf(requestStream);
  for await (const ids of matching(redis, dead, isTheirs)) {
    requests += await redis.xdel(dead, ...ids);
  }
  return { stream_events: events, stream_requests: requests };
}

type Fields = Readonly<Record<string, string>>;

/** Ids of entries that match, page by page; what is added meanwhile is among them. */
async function* matching(
  redis: Redis,
  stream: string,
  isWanted: (fields: Fields) => boolean,
): AsyncGenerator<readonly string[]> {
  let from = '-';
  for (;;) {
    const page = await redis.xrange(stream, from, '+', 'COUNT', pageSize);
    const ids = page.filter(([, words]) => isWanted(fieldsOf(words))).map(([id]) => id);
    if (ids.length > 0) yield ids;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    from = `(${last[0]}`;
  }
}

const aboutAccountSchema = z.object({ subject: z.string(), partitionkey: z.string().optional() });

function accountOf(event: string): string | null {
  try {
    const { subject, partitionkey } = aboutAccountSchema.parse(JSON.parse(event));
    return partitionkey ?? subject;
  } catch {
    return null;
  }
}

/** Also in entries that are no JSON, or whose end was cut off. */
function wordsOf(userId: string, defaultUserId: string | null): (fields: Fields) => boolean {
  const named = userId.toLowerCase();
  const isDefault = named === defaultUserId?.toLowerCase();
  return (fields) => {
    const text = Object.values(fields).join(' ').toLowerCase();
    return text.includes(named) || (isDefault && !text.includes('"user_id"'));
  };
}
