import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { projectRoot } from './harness.ts';

/**
 * What a report on `youtube-2026` must say, recomputed from the source files by the rules of the
 * issue alone: nothing here comes from `packages/`, so that an error there cannot hide itself.
 */
export interface SourcePost {
  readonly postId: string;
  readonly publishedMs: number;
  /** Ascending. */
  readonly observations: readonly Observation[];
}

export interface Observation {
  readonly atMs: number;
  readonly views: number;
  readonly engagements: number;
}

export const worldEndMs = Date.parse('2026-08-22T06:00:00Z');
const dayMs = 86_400_000;

export const sharedDir = process.env.VIRAL_SCAN_SHARED ?? join(projectRoot, '..', 'shared');
const sourceDir = join(sharedDir, 'data', 'youtube-trending-2026');
export const hasSource = existsSync(join(sourceDir, 'public', 'posts.csv.gz'));

/** Posts of the named channels, from all parts of the source that are there. */
export async function readSource(
  channelIds: ReadonlySet<string>,
): Promise<Map<string, SourcePost[]>> {
  const parts = readdirSync(sourceDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(sourceDir, name));
  const posts = new Map<
    string,
    { channel: string; post: SourcePost & { observations: Observation[] } }
  >();
  for (const part of parts) {
    await forEachRow(join(part, 'posts.csv.gz'), (row) => {
      const channel = row.account_id ?? '';
      if (!channelIds.has(channel)) return;
      const observation = observe(row);
      posts.set(row.post_id ?? '', {
        channel,
        post: {
          postId: row.post_id ?? '',
          publishedMs: utc(row.published_at),
          observations: observation === null ? [] : [observation],
        },
      });
    });
  }
  for (const part of parts) {
    await forEachRow(join(part, 'snapshots.csv.gz'), (row) => {
      const observation = observe(row);
      if (observation !== null) posts.get(row.post_id ?? '')?.post.observations.push(observation);
    });
  }
  const byChannel = new Map<string, SourcePost[]>();
  for (const { channel, post } of posts.values()) {
    post.observations.sort((a, b) => a.atMs - b.atMs);
    byChannel.set(channel, [...(byChannel.get(channel) ?? []), post]);
  }
  return byChannel;
}

/**
 * The counters that one collection per world day at 06:00Z up to `endMs` leaves behind: at each,
 * the last observation of the 24 hours before, if there is one. The latest of these is known.
 */
export function latestCollected(
  post: SourcePost,
  endMs: number,
  lookbackDays: number,
): Observation | null {
  for (let day = 0; day <= lookbackDays; day += 1) {
    const atMs = endMs - day * dayMs;
    if (post.publishedMs > atMs) return null;
    const last = post.observations.filter((seen) => seen.atMs <= atMs).at(-1);
    if (last !== undefined && atMs - last.atMs <= dayMs) return last;
  }
  return null;
}

/** R-7, numpy's default. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function observe(row: Record<string, string>): Observation | null {
  if (!row.views) return null;
  return {
    atMs: utc(row.fetched_at),
    views: Number(row.views),
    engagements: Number(row.likes || 0) + Number(row.comments || 0),
  };
}

const utc = (text: string | undefined): number =>
  Date.parse(`${(text ?? '').replace(' ', 'T').replace(/Z?$/, '')}Z`);

async function forEachRow(
  file: string,
  take: (row: Record<string, string>) => void,
): Promise<void> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  let header: string[] | null = null;
  let record = '';
  for await (const line of lines) {
    record = record === '' ? line : `${record}\n${line}`;
    // An odd number of quotes: the record goes on in the next line.
    if ((record.split('"').length - 1) % 2 === 1) continue;
    const cells = splitCsv(record);
    record = '';
    if (header === null) header = cells;
    else take(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
  }
}

function splitCsv(record: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < record.length; at += 1) {
    const sign = record.charAt(at);
    if (quoted && sign === '"' && record.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}
