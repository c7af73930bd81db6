import { gzipSync } from 'node:zlib';
import { noMetrics, postSchema } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { csvOf, importPosts, importSnapshots } from './import-text.ts';

describe('a file of posts', () => {
  test('gives every known column of a CSV', async () => {
    const file = [
      'platform,account_id,account_name,post_id,published_at,text,description,type,duration_seconds,' +
        'url,language,tags,captured_at,views,likes,comments,shares,saves,reach,is_live,other,sound,retention',
      'TikTok,a1,Ann,p1,2026-08-01T10:00:00+02:00,"Hook, ""yes""","More\ntext",video,12.5,' +
        'https://x.example/p1,en,#a|b c,2026-08-02 10:00,1234.0,"1,234",0,,7,9,false,ignored, A song ,0:1;1:0.93; 2.5 : 1.02;',
    ].join('\n');
    const { format, rows, errors } = await importPosts(file);
    expect(errors).toEqual([]);
    expect(format).toBe('csv');
    expect(rows).toEqual([
      {
        line: 2,
        row: {
          platform: 'tiktok',
          origin: null,
          accountExternalId: 'a1',
          accountName: 'Ann',
          post: {
            externalId: 'p1',
            publishedAt: new Date('2026-08-01T08:00:00Z'),
            caption: 'Hook, "yes"\nMore\ntext',
            type: 'video',
            durationSeconds: 12.5,
            url: 'https://x.example/p1',
            language: 'en',
            tags: ['a', 'b c'],
            sound: 'A song',
          },
          metrics: { views: 1234, likes: 1234, comments: 0, shares: null, saves: 7, reach: 9 },
          capturedAt: new Date('2026-08-02T10:00:00Z'),
          retention: { seconds: [0, 1, 2.5], shares: [1, 0.93, 1.02] },
          snapshots: [],
        },
      },
    ]);
    expect(postSchema.safeParse(rows[0]?.row.post).success).toBe(true);
  });

  test('gives the same from JSON Lines, with numbers, lists and snapshots', async () => {
    const post = {
      platform: 'facebook',
      page_id: 17,
      page_name: 'Page',
      id: 'p1',
      createdTime: 1_785_578_400,
      message: 'Hi 😀',
      duration: 'PT1M',
      tags: ['#a', 'b'],
      likeCount: 5,
      musicName: 17,
      retentionCurve: [
        [0, 1],
        [1.5, 0.8],
      ],
      snapshots: [{ captured_at: '2026-08-01T11:00:00Z', views: 10, likes: null }],
    };
    const { format, rows, errors } = await importPosts(`\n${JSON.stringify(post)}\r\n`);
    expect({ format, errors }).toEqual({ format: 'jsonl', errors: [] });
    expect(rows).toMatchObject([
      {
        line: 2,
        row: {
          platform: 'file',
          origin: 'facebook',
          accountExternalId: 'facebook/17',
          accountName: 'Page',
          post: {
            publishedAt: new Date('2026-08-01T10:00:00Z'),
            caption: 'Hi 😀',
            durationSeconds: 60,
            tags: ['a', 'b'],
            sound: '17',
          },
          metrics: { ...noMetrics, likes: 5 },
          capturedAt: null,
          retention: { seconds: [0, 1.5], shares: [1, 0.8] },
          snapshots: [
            { capturedAt: new Date('2026-08-01T11:00:00Z'), metrics: { ...noMetrics, views: 10 } },
          ],
        },
      },
    ]);
  });

  test('without platform, text and metrics is a file of unknown origin', async () => {
    const { rows } = await importPosts('id,account,date\np1,ann,2026-08-01T10:00\n');
    expect(rows[0]?.row).toMatchObject({
      platform: 'file',
      origin: null,
      accountExternalId: 'ann',
      accountName: null,
      post: {
        caption: null,
        type: 'unknown',
        durationSeconds: null,
        url: null,
        tags: [],
        sound: null,
      },
      metrics: noMetrics,
      capturedAt: null,
      retention: null,
    });
  });

  test('keeps accounts of platforms we do not know apart by the label', async () => {
    const labels = ['facebook', ' Twitter ', 'a/B c', 'youtube', 'file', ''];
    const lines = labels.map((label) => `${label},nasa,p5,2026-08-01T10:00Z`);
    const { rows, errors } = await importPosts(`platform,account,id,date\n${lines.join('\n')}\n`);
    expect(errors).toEqual([]);
    expect(
      rows.map(({ row }) => [row.platform, row.accountExternalId, row.origin, row.accountName]),
    ).toEqual([
      ['file', 'facebook/nasa', 'facebook', null],
      ['file', 'twitter/nasa', 'Twitter', null],
      ['file', 'a-b c/nasa', 'a/B c', null],
      ['youtube', 'nasa', null, null],
      ['file', 'nasa', null, null],
      ['file', 'nasa', null, null],
    ]);
  });

  test('refuses an account id that is too long behind its label', async () => {
    const { rows, errors } = await importPosts(
      `platform,account,id,date\nx,${'a'.repeat(198)},p,2026-08-01T10:00Z\nx,${'a'.repeat(199)},p,2026-08-01T10:00Z\n`,
    );
    expect(rows.map(({ row }) => row.accountExternalId.length)).toEqual([200]);
    expect(errors).toEqual([
      {
        line: 3,
        field: 'account',
        message: 'is longer than 200 together with its platform "x/"',
      },
    ]);
  });

  test.each([
    [';', 'id;account;date\np1;a,b;2026-08-01T10:00Z'],
    ['tab', 'id\taccount\tdate\np1\ta,b\t2026-08-01T10:00Z'],
  ])('may be parted by %s when the header is', async (_, file) => {
    const { rows } = await importPosts(file);
    expect(rows[0]?.row.accountExternalId).toBe('a,b');
  });

  test.each([
    ['gzip', gzipSync(csvOf('views', '1'))],
    [
      'two gzip members',
      Buffer.concat([gzipSync(csvOf('views')), gzipSync('p1,a,2026-08-01 10:00,1')]),
    ],
    ['a byte order mark', Buffer.from(`\ufeff${csvOf('views', '1')}`)],
    ['CRLF', Buffer.from(csvOf('views', '1').replaceAll('\n', '\r\n'))],
    ['blank lines', Buffer.from(`\n\n${csvOf('views', '1').replaceAll('\n', '\n\n')}`)],
    ['no last line end', Buffer.from(csvOf('views', '1').trim())],
    [
      'other spellings',
      Buffer.from(csvOf('views', '1').replace('post_id,account_id', 'Post ID,accountId')),
    ],
  ])('may have %s', async (_, file) => {
    const { rows, errors } = await importPosts(file, { chunkBytes: 3 });
    expect(errors).toEqual([]);
    expect(rows[0]?.row).toMatchObject({ post: { externalId: 'p1' }, metrics: { views: 1 } });
  });

  test.each([
    ['account_id,account', 'a1,Ann', 'a1', 'Ann'],
    ['account,account_id', 'Ann,a1', 'a1', 'Ann'],
    ['account', 'Ann', 'Ann', null],
    ['channel_id,channel_title', 'UC1,Giel', 'UC1', 'Giel'],
    ['page', 'p', 'p', null],
  ])('finds account and name in %s', async (header, values, id, name) => {
    const { rows } = await importPosts(`id,date,${header}\np1,2026-08-01 10:00,${values}`);
    expect(rows[0]?.row).toMatchObject({ accountExternalId: id, accountName: name });
  });

  test.each([
    ['reactions,num_likes', '9,3', { likes: 9 }],
    ['num_likes,reactions', '3,9', { likes: 9 }],
    ['num_likes', '3', { likes: 3 }],
    [
      'like_count,comment_count,share_count,view_count',
      '1,2,3,4',
      { likes: 1, comments: 2, shares: 3, views: 4 },
    ],
    ['plays,retweets', '5,6', { views: 5, shares: 6 }],
  ])('reads %s = %s as %j', async (header, values, metrics) => {
    const { rows } = await importPosts(csvOf(header, values));
    expect(rows[0]?.row.metrics).toEqual({ ...noMetrics, ...metrics });
  });

  test.each([
    ['photo', 'image'],
    ['Status', 'text'],
    ['link', 'link'],
    ['video', 'video'],
    ['carousel_album', 'carousel'],
    ['reel', 'short'],
    ['hologram', 'unknown'],
    ['', 'unknown'],
  ])('reads the type %s as %s', async (label, type) => {
    const { rows } = await importPosts(csvOf('type', label));
    expect(rows[0]?.row.post.type).toBe(type);
  });

  test('takes YouTube posts without a type as videos, and live ones as live', async () => {
    const { rows } = await importPosts(csvOf('platform,is_live', 'youtube,False', 'youtube,True'));
    expect(rows.map(({ row }) => row.post.type)).toEqual(['video', 'live']);
  });

  test.each([
    ['2026-08-01T10:00:00Z', '2026-08-01T10:00:00.000Z'],
    ['2026-08-01T10:00:00', '2026-08-01T10:00:00.000Z'],
    ['2026-08-01 10:00:00', '2026-08-01T10:00:00.000Z'],
    ['2026-08-01 10:00', '2026-08-01T10:00:00.000Z'],
    ['2026-08-01T10:00:00.1234Z', '2026-08-01T10:00:00.123Z'],
    ['2026-08-01T10:00:00+0530', '2026-08-01T04:30:00.000Z'],
    ['2026-08-01T10:00:00-07:00', '2026-08-01T17:00:00.000Z'],
    ['2026-08-01 10:00:00 UTC', '2026-08-01T10:00:00.000Z'],
    ['2024-02-29T00:00Z', '2024-02-29T00:00:00.000Z'],
    ['1785578400', '2026-08-01T10:00:00.000Z'],
    ['1785578400.5', '2026-08-01T10:00:00.500Z'],
    ['1785578400123', '2026-08-01T10:00:00.123Z'],
    ['2026-08-23T05:59:59Z', '2026-08-23T05:59:59.000Z'],
  ])('reads the time %s as %s', async (written, time) => {
    const { rows, errors } = await importPosts(`id,account,date\np,a,${written}`);
    expect(errors).toEqual([]);
    expect(rows[0]?.row.post.publishedAt.toISOString()).toBe(time);
  });
});

describe('a file of snapshots', () => {
  test('gives post id, time and counters', async () => {
    const file = 'post_id,fetched_at,views,likes,comments\nv,2026-02-20T03:17,67965,3395,\n';
    expect(await importSnapshots(file)).toEqual({
      format: 'csv',
      errors: [],
      rows: [
        {
          line: 2,
          row: {
            postExternalId: 'v',
            capturedAt: new Date('2026-02-20T03:17:00Z'),
            metrics: { ...noMetrics, views: 67965, likes: 3395 },
          },
        },
      ],
    });
  });

  test('needs post id and time', async () => {
    await expect(importSnapshots('post_id,views\nv,1\n')).rejects.toThrow('captured_at');
    const { errors } = await importSnapshots('{"post_id":"v","views":1}');
    expect(errors).toEqual([{ line: 1, field: 'captured_at', message: 'is missing' }]);
  });
});
