import { describe, expect, test } from 'vitest';
import { tiktokContent, tiktokContentWithTimes } from './import-exports.ts';
import { importPosts } from './import-text.ts';

/** An id as TikTok makes it: the second in its upper 32 bits. */
const idOf = (utc: string) => ((BigInt(Date.parse(utc)) / 1000n) << 32n) | 0x1234_5678n;

const header = 'Video title,Video link,Post time,Total likes,Total views';
const rowOf = (id: bigint | string, postTime: string, timezone?: string) =>
  importPosts(`${header}\nt,https://www.tiktok.com/@ann/video/${id},${postTime},1,2\n`, {
    timezone,
  });

describe('TikTok Studio\'s "Content.csv"', () => {
  test('gives account, id and second of publication from the link', async () => {
    const { rows, errors } = await importPosts(tiktokContent);
    expect(errors).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        row: {
          platform: 'tiktok',
          origin: null,
          accountExternalId: 'anns.kitchen2.0',
          accountName: 'anns.kitchen2.0',
          post: {
            externalId: '7527622998827356630',
            // Python: datetime.fromtimestamp(7527622998827356630 >> 32, timezone.utc)
            publishedAt: new Date('2025-07-16T10:21:48Z'),
            caption: 'Peeling garlic "the fast way" #kitchen #garlic ',
            type: 'video',
            durationSeconds: null,
            url: 'https://www.tiktok.com/@anns.kitchen2.0/video/7527622998827356630',
            language: null,
            tags: [],
            sound: null,
          },
          metrics: {
            views: 191_265,
            likes: 1533,
            comments: 32,
            shares: 16,
            saves: null,
            reach: null,
          },
          capturedAt: null,
          retention: null,
          snapshots: [],
        },
      },
      {
        line: 3,
        row: expect.objectContaining({
          post: expect.objectContaining({ caption: null, type: 'image' }),
          metrics: expect.objectContaining({ comments: 0, shares: null }),
        }),
      },
    ]);
  });

  test('with saves and reach gives these, and the address without trackers', async () => {
    const { rows, errors } = await importPosts(tiktokContentWithTimes);
    expect(errors).toEqual([]);
    expect(rows.map(({ row }) => row)).toMatchObject([
      {
        post: { url: 'https://www.tiktok.com/@anns.kitchen2.0/video/7527622998827356630' },
        metrics: { views: 5000, likes: 300, comments: 22, shares: 15, saves: 40, reach: 4100 },
      },
    ]);
  });

  test.each([
    ['November 3', 'the day of the id'],
    ['November 4', 'the next day, further east'],
    ['2025-11-03 18:04:05', 'a clock of some zone'],
    ['2025-11-04 06:30', 'a clock of some zone'],
    ['3 de noviembre', 'a day in another language'],
    ['', 'no day at all'],
  ])('takes the second of the id where it says %s, %s', async (written) => {
    const { rows, errors } = await rowOf(idOf('2025-11-03T20:15:30Z'), written);
    expect(errors).toEqual([]);
    expect(rows[0]?.row.post.publishedAt).toEqual(new Date('2025-11-03T20:15:30Z'));
  });

  test.each([
    ['November 8', '2025-11-08T12:00:00Z'],
    ['"Jan 2, 2026"', '2026-01-02T12:00:00Z'],
    ['January 2', '2026-01-02T12:00:00Z'],
    ['2025-11-08 18:04:05', '2025-11-08T18:04:05Z'],
  ])('takes the written time %s of a post scheduled later than its id', async (written, utc) => {
    const { rows } = await rowOf(idOf('2025-11-03T20:15:30Z'), written);
    expect(rows[0]?.row.post.publishedAt).toEqual(new Date(utc));
  });

  test('takes the first such day since the id was made', async () => {
    const { rows } = await rowOf(idOf('2024-11-03T20:15:30Z'), 'November 8');
    expect(rows[0]?.row.post.publishedAt).toEqual(new Date('2024-11-08T12:00:00Z'));
  });

  test('takes a written time of day in the zone the caller names', async () => {
    const { rows } = await rowOf(
      idOf('2025-11-03T20:15:30Z'),
      '2025-11-03 18:04:05',
      'America/Los_Angeles',
    );
    expect(rows[0]?.row.post.publishedAt).toEqual(new Date('2025-11-04T02:04:05Z'));
  });

  test.each([
    ['123', 'August 20', '2026-08-20T12:00:00Z'],
    // It is the 22nd, 6:00: noon of the 23rd is more than a day off.
    ['123', 'August 23', '2025-08-23T12:00:00Z'],
    ['7542123207847837696', 'August 23', '2025-08-23T12:00:00Z'],
    ['123', 'August 25', '2025-08-25T12:00:00Z'],
    ['123', 'February 29', '2024-02-29T12:00:00Z'],
    ['9999999999999999999', 'March 1', '2026-03-01T12:00:00Z'],
  ])('takes the latest such day where the id %s tells none since', async (id, written, utc) => {
    const { rows } = await rowOf(id, written);
    expect(rows[0]?.row.post).toMatchObject({ externalId: id, publishedAt: new Date(utc) });
  });

  test.each([
    ['123', '', 'is missing'],
    ['123', '3 de noviembre', 'is not a time such as 2025-11-03 18:04:05'],
  ])('refuses a post without any time', async (id, written, message) => {
    expect((await rowOf(id, written)).errors).toEqual([{ line: 2, field: 'Post time', message }]);
  });

  test.each([
    ['https://example.com/@ann/video/7527622998827356630', 'is not the address of a post'],
    ['https://www.tiktok.com/@ann', 'is not the address of a post on TikTok'],
    ['https://www.tiktok.com/@ann/video/7.5276E+18', 'is not the address of a post on TikTok'],
    ['javascript:alert(1)', 'is not the address of a post on TikTok'],
    ['https://www.tiktok.com/video/7527622998827356630', 'names no account'],
    ['https://www.tiktok.com/@/video/7527622998827356630', 'names no account'],
  ])('refuses the link %s', async (link, message) => {
    const { errors } = await importPosts(`${header}\nt,${link},July 16,1,2\n`);
    expect(errors).toMatchObject([{ line: 2, field: 'Video link' }]);
    expect(errors[0]?.message).toContain(message);
  });

  test('is of the account the caller names, shown by its handle', async () => {
    const { rows } = await importPosts(tiktokContent, { account: '@open-id-17' });
    expect(rows[0]?.row).toMatchObject({
      accountExternalId: 'open-id-17',
      accountName: 'anns.kitchen2.0',
    });
  });

  test('with ids instead of links needs the account of the caller', async () => {
    const file =
      'Post ID,Post title,Date,Total views,Total likes\n7527622998827356630,Garlic,2025-07-16,9,1\n7.52762E+18,Damaged,2025-07-16,9,1\n';
    const { rows, errors } = await importPosts(file, { account: 'ann' });
    expect(rows.map(({ row }) => row)).toMatchObject([
      {
        accountExternalId: 'ann',
        post: { externalId: '7527622998827356630', type: 'unknown', url: null },
      },
    ]);
    expect(errors).toMatchObject([{ line: 3, field: 'Post ID' }]);
    expect(errors[0]?.message).toContain('spreadsheets round ids');
    expect((await importPosts(file)).errors[0]).toEqual({
      line: 2,
      field: 'Post ID',
      message: 'names no account: give its handle as the parameter account',
    });
  });
});
