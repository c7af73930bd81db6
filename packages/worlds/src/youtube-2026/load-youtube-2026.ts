import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../world.ts';
import { categoryIdOf } from './categories.ts';
import { parseCount, parseUtc, type Row, readRows } from './read-rows.ts';
import type { RecordedPost } from './recorded-post.ts';
import { type RecordedChannel, recordedWorld } from './recorded-world.ts';

/** The source fetched daily between 01:00 and 06:00 UTC, the last time on this day. */
const endsAt = new Date('2026-08-22T06:00:00Z');

const parseFlag = (text: string): boolean | null =>
  text === '' ? null : text.toLowerCase() === 'true';

const counters = (row: Row) => ({
  views: parseCount(row('views')),
  likes: parseCount(row('likes')),
  comments: parseCount(row('comments')),
});

const toPost = (row: Row): RecordedPost => ({
  id: row('post_id'),
  channelId: row('account_id'),
  publishedAt: parseUtc(row('published_at')),
  title: row('title'),
  tags: row('tags'),
  categoryId: categoryIdOf(row('category')),
  defaultLanguage: row('default_language') || null,
  durationSeconds: parseCount(row('duration_s')),
  isLive: parseFlag(row('is_live')) ?? false,
  madeForKids: parseFlag(row('made_for_kids')),
  observations: [{ at: parseUtc(row('fetched_at')), ...counters(row) }],
});

/** True when the files of the world are there. */
export const hasYoutube2026 = (sharedDataDir: string): boolean =>
  existsSync(join(sharedDataDir, 'youtube-trending-2026', 'public', 'posts.csv.gz'));

/**
 * The world `youtube-2026`: real channels that reached a trending chart between December 2025
 * and August 2026. Observations of a post are the union of its snapshots and of the fetch in
 * its own row. Reads `youtube-trending-2026/{public,hidden}` below `sharedDataDir`, `hidden`
 * only where present. Throws when the files are missing or hold an unreadable time.
 */
export async function loadYoutube2026(sharedDataDir: string): Promise<World> {
  const root = join(sharedDataDir, 'youtube-trending-2026');
  const folders = ['public', 'hidden'].map((name) => join(root, name)).filter(existsSync);
  if (folders.length === 0) throw new Error(`the world youtube-2026 needs its data in ${root}`);

  const channels = new Map<string, { title: string; newest: number; posts: RecordedPost[] }>();
  const posts = new Map<string, RecordedPost>();
  for (const folder of folders) {
    await readRows(join(folder, 'posts.csv.gz'), (row) => {
      const post = toPost(row);
      if (posts.has(post.id)) return;
      posts.set(post.id, post);
      const channel = channels.get(post.channelId) ?? { title: '', newest: -Infinity, posts: [] };
      channels.set(post.channelId, channel);
      channel.posts.push(post);
      // A few channels changed their name; the newest one stands.
      if (post.publishedAt > channel.newest) {
        channel.newest = post.publishedAt;
        channel.title = row('account');
      }
    });
  }
  for (const folder of folders) {
    await readRows(join(folder, 'snapshots.csv.gz'), (row) => {
      posts
        .get(row('post_id'))
        ?.observations.push({ at: parseUtc(row('fetched_at')), ...counters(row) });
    });
  }

  let startsAt = endsAt.getTime();
  for (const post of posts.values()) startsAt = Math.min(startsAt, post.publishedAt);
  const recorded: RecordedChannel[] = [...channels].map(([id, { title, posts: own }]) => ({
    id,
    title,
    posts: own,
  }));
  return recordedWorld(
    {
      name: 'youtube-2026',
      description: `Real channels that reached a YouTube trending chart (${recorded.length} channels, ${posts.size} videos).`,
      startsAt: new Date(startsAt),
      endsAt,
      timezone: 'UTC',
    },
    recorded,
  );
}
