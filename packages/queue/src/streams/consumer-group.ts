import type { Redis } from 'ioredis';
import { z } from 'zod';

/** One consumer of a group. Commands go over `redis`, of role `queue`; the wait over `reader`. */
export interface GroupMember {
  readonly redis: Redis;
  /** Of role `blocking`, and its own: while it waits it does nothing else. */
  readonly reader: Redis;
  readonly stream: string;
  readonly group: string;
  readonly consumer: string;
}

export interface Entry {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
  /** How often it was handed out, from 1. */
  readonly deliveries: number;
}

export interface PendingEntry {
  readonly id: string;
  readonly consumer: string;
  readonly idleMs: number;
  readonly deliveries: number;
}

const pageSize = 100;

/** Reads from the very beginning of the stream, which need not exist. */
export async function createGroup({ redis, stream, group }: GroupMember): Promise<void> {
  try {
    await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
  } catch (error) {
    if (!saysOf(error, 'BUSYGROUP')) throw error;
  }
}

/** Redis was wiped, or nobody has asked yet. */
export const isGroupMissing = (error: unknown): boolean =>
  saysOf(error, 'NOGROUP') || saysOf(error, 'UNBLOCKED');

const saysOf = (error: unknown, code: string): boolean =>
  error instanceof Error && error.message.startsWith(code);

/** New entries; none after `blockMs`. */
export async function readNew(
  { reader, stream, group, consumer }: GroupMember,
  { count, blockMs }: { readonly count: number; readonly blockMs: number },
): Promise<readonly Entry[]> {
  const answer = answerSchema.parse(
    await reader.xreadgroup(
      ...(['GROUP', group, consumer, 'COUNT', count, 'BLOCK', blockMs] as const),
      ...(['STREAMS', stream, '>'] as const),
    ),
  );
  return (answer ?? []).flatMap(([, entries]) => entriesOf(entries, 1));
}

/** Handed out, not acknowledged, and left alone for `idleMs`; the oldest first. */
export async function* pendingEntries(
  { redis, stream, group }: GroupMember,
  idleMs: number,
): AsyncGenerator<PendingEntry> {
  let from = '-';
  for (;;) {
    const page = pendingSchema.parse(
      await redis.xpending(stream, group, 'IDLE', idleMs, from, '+', pageSize),
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    from = `(${last.id}`;
  }
}

/** Null when somebody else was first, or it is gone. */
export async function claim(
  { redis, stream, group, consumer }: GroupMember,
  { id, idleMs, deliveries }: PendingEntry,
): Promise<Entry | null> {
  const claimed = claimedSchema.parse(await redis.xclaim(stream, group, consumer, idleMs, id));
  const [entry] = entriesOf(claimed, deliveries + 1);
  return entry ?? null;
}

/** As though it had not been handed out: what it needs was away. */
export async function uncount(
  { redis, stream, group, consumer }: GroupMember,
  { id, deliveries }: Entry,
): Promise<void> {
  const count = deliveries - 1;
  await redis.xclaim(stream, group, consumer, 0, id, 'IDLE', 0, 'RETRYCOUNT', count, 'JUSTID');
}

/** Null for one that was deleted, in front of or in place of its fields. */
const rawEntriesSchema = z.array(z.tuple([z.string(), z.array(z.string()).nullable()]).nullable());
const answerSchema = z.array(z.tuple([z.string(), rawEntriesSchema])).nullable();
const claimedSchema = rawEntriesSchema;
const pendingSchema = z.array(
  z
    .tuple([z.string(), z.string(), z.number(), z.number()])
    .transform(([id, consumer, idleMs, deliveries]) => ({ id, consumer, idleMs, deliveries })),
);

const entriesOf = (raw: z.output<typeof rawEntriesSchema>, deliveries: number): readonly Entry[] =>
  raw.flatMap((entry) =>
    entry?.[1] ? { id: entry[0], fields: fieldsOf(entry[1]), deliveries } : [],
  );

/** Without a prototype: anybody may call a field anything. The first of several counts. */
export function fieldsOf(words: readonly string[]): Readonly<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < words.length; at += 2) fields[words[at] ?? ''] ??= words[at + 1] ?? '';
  return fields;
}
