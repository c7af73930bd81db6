import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasYoutube2026, loadYoutube2026, type World } from '../src/index.ts';

const columns =
  'platform,account_id,account,post_id,published_at,title,hashtags,tags,category,default_language,duration_s,is_live,made_for_kids,fetched_at,views,likes,comments';
const channelId = 'UC-M16lOcjto6EmZuLyj-LSQ';
const post = (id: string, fields: Record<string, string> = {}) => {
  const row: Record<string, string> = {
    platform: 'youtube',
    account_id: channelId,
    account: 'GIEL',
    post_id: id,
    published_at: '2026-03-01T12:00:00Z',
    title: 'Plain',
    category: 'Gaming',
    duration_s: '600',
    is_live: 'False',
    made_for_kids: 'False',
    fetched_at: '2026-03-03 02:00:30',
    views: '300',
    likes: '30',
    comments: '3',
    ...fields,
  };
  return columns
    .split(',')
    .map((name) => row[name] ?? '')
    .join(',');
};

describe('loading the files', () => {
  let root = '';
  let world: World;
  const write = (folder: string, name: string, lines: string[]) => {
    mkdirSync(join(root, 'youtube-trending-2026', folder), { recursive: true });
    const path = join(root, 'youtube-trending-2026', folder, name);
    writeFileSync(path, gzipSync(`${lines.join('\n')}\n`));
  };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'worlds-'));
    write('public', 'posts.csv.gz', [
      columns,
      post('aaaaaaaaaaa', { tags: 'one|two', title: '"Two\nlines, ""quoted"""' }),
      post('bbbbbbbbbbb', { published_at: '2026-03-02T12:00:00Z', account: 'GIEL new' }),
      post('ccccccccccc', {
        published_at: '2026-02-01T12:00:00Z',
        category: 'Wizardry',
        duration_s: '',
        likes: '',
      }),
    ]);
    write('public', 'snapshots.csv.gz', [
      'post_id,fetched_at,views,likes,comments',
      'aaaaaaaaaaa,2026-03-02T02:00,200,20,2',
      'unknownpost,2026-03-02T02:00,1,1,1',
    ]);
    world = await loadYoutube2026(root);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const viewsAt = (id: string, at: string) => world.statistics(id, new Date(at))?.views ?? null;

  test('observations are the union of snapshots and of the fetch in the row, in UTC', () => {
    expect(viewsAt('aaaaaaaaaaa', '2026-03-02T01:59:59Z')).toBe(null);
    expect(viewsAt('aaaaaaaaaaa', '2026-03-02T02:00:00Z')).toBe(200);
    expect(viewsAt('aaaaaaaaaaa', '2026-03-03T02:00:30Z')).toBe(300);
    expect(viewsAt('aaaaaaaaaaa', '2026-03-04T02:00:30Z')).toBe(300);
    expect(viewsAt('aaaaaaaaaaa', '2026-03-04T02:00:31Z')).toBe(null);
  });

  test('a video exists from its publication on, newest first', () => {
    const idsAt = (at: string) => world.videosOf(channelId, new Date(at)).map(({ id }) => id);
    expect(idsAt('2026-03-01T11:59:59Z')).toEqual(['ccccccccccc']);
    expect(idsAt('2026-03-02T12:00:00Z')).toEqual(['bbbbbbbbbbb', 'aaaaaaaaaaa', 'ccccccccccc']);
    expect(world.video('bbbbbbbbbbb', new Date('2026-03-02T11:59:59Z'))).toBe(null);
    expect(world.channelStatistics(channelId, new Date('2026-03-01T12:00:00Z'))).toEqual({
      subscribers: null,
      views: null,
      videos: 2,
    });
  });

  test('what the source lacks is null or empty, never made up', () => {
    expect(world.channel(channelId)).toEqual({
      id: channelId,
      title: 'GIEL new',
      handle: null,
      description: null,
      publishedAt: null,
      country: null,
      uploadsPlaylistId: 'UU-M16lOcjto6EmZuLyj-LSQ',
      totalVideos: 3,
    });
    const at = new Date('2026-03-03T03:00:00Z');
    expect(world.video('ccccccccccc', at)).toMatchObject({
      description: '',
      tags: [],
      categoryId: null,
      defaultLanguage: null,
      durationSeconds: null,
      media: null,
    });
    expect(world.statistics('ccccccccccc', at)).toMatchObject({ views: 300, likes: null });
  });

  test('titles keep their quotes and line breaks, tags and known categories are read', () => {
    expect(world.video('aaaaaaaaaaa', world.endsAt)).toMatchObject({
      title: 'Two\nlines, "quoted"',
      tags: ['one', 'two'],
      categoryId: '20',
      durationSeconds: 600,
      madeForKids: false,
    });
  });

  test('a hidden folder joins the public one where it is there', async () => {
    write('hidden', 'posts.csv.gz', [columns, post('ddddddddddd', { account_id: 'UChidden' })]);
    write('hidden', 'snapshots.csv.gz', [
      'post_id,fetched_at,views,likes,comments',
      'ddddddddddd,2026-03-02T02:00,7,1,1',
    ]);
    const both = await loadYoutube2026(root);
    expect(both.channels.map(({ id }) => id)).toEqual([channelId, 'UChidden']);
    expect(both.statistics('ddddddddddd', new Date('2026-03-02T02:00:00Z'))?.views).toBe(7);
  });

  test('missing files are a clear error', async () => {
    expect(hasYoutube2026(join(root, 'nowhere'))).toBe(false);
    await expect(loadYoutube2026(join(root, 'nowhere'))).rejects.toThrow(/needs its data in/);
  });
});
