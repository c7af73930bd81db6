import { InvalidInput } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { youtubeTable, youtubeTableOfOld } from './import-exports.ts';
import { importPosts } from './import-text.ts';

const account = 'UC-M16lOcjto6EmZuLyj-LSQ';

describe('YouTube Studio\'s "Table data.csv"', () => {
  test('gives its videos without the line of totals', async () => {
    const { rows, errors } = await importPosts(youtubeTable, { account });
    expect(rows).toEqual([
      {
        line: 3,
        row: {
          platform: 'youtube',
          origin: null,
          accountExternalId: account,
          accountName: null,
          post: {
            externalId: 'BV4cpH3lDt1',
            publishedAt: new Date('2025-11-03T12:00:00Z'),
            caption: 'How we cut onions, "fast"',
            type: 'video',
            durationSeconds: 754,
            url: 'https://www.youtube.com/watch?v=BV4cpH3lDt1',
            language: null,
            tags: [],
            sound: null,
          },
          metrics: {
            views: 5123,
            likes: 118,
            comments: 12,
            shares: 4,
            saves: null,
            reach: null,
          },
          capturedAt: null,
          retention: null,
          snapshots: [],
        },
      },
      {
        line: 4,
        row: expect.objectContaining({
          post: expect.objectContaining({
            externalId: '-HGh-TTqYM',
            publishedAt: new Date('2024-12-11T12:00:00Z'),
          }),
          metrics: expect.objectContaining({ views: 2304, likes: 0, comments: 0, shares: 0 }),
        }),
      },
    ]);
    expect(errors).toEqual([{ line: 5, field: 'Video publish time', message: 'is missing' }]);
  });

  test('of old calls the id Video and has no duration', async () => {
    const { rows, errors } = await importPosts(youtubeTableOfOld, { account });
    expect(errors).toEqual([]);
    expect(rows.map(({ row }) => row)).toMatchObject([
      {
        post: { externalId: '4OZip0cgOhp', durationSeconds: null },
        metrics: { views: 12_081, likes: 904, comments: 44, shares: 152 },
      },
    ]);
  });

  test('of a channel the caller does not name is refused, naming the parameter', async () => {
    const failed = importPosts(youtubeTable);
    await expect(failed).rejects.toBeInstanceOf(InvalidInput);
    await expect(failed).rejects.toMatchObject({
      field: 'account',
      message:
        'YouTube Studio\'s "Table data.csv" does not name its channel: give the channel id (UC…) as the parameter account',
    });
  });

  test('keeps the @ that tells a handle from a channel id', async () => {
    const { rows } = await importPosts(youtubeTable, { account: '@AnnsKitchen' });
    expect(rows[0]?.row.accountExternalId).toBe('@AnnsKitchen');
  });

  const header = 'Content,Video title,Video publish time,Duration,Views,Likes,Comments added';
  const row = (cells: string) => importPosts(`${header}\n${cells}\n`, { account });

  test.each([
    ['"Nov 3, 2025"', '2025-11-03T12:00:00Z'],
    ['"November 3, 2025"', '2025-11-03T12:00:00Z'],
    ['3 Nov 2025', '2025-11-03T12:00:00Z'],
    ['"Sept 3, 2025"', '2025-09-03T12:00:00Z'],
    ['2025-11-03', '2025-11-03T12:00:00Z'],
    ['2025-11-03 18:04', '2025-11-03T18:04:00Z'],
    ['"Feb 29, 2024"', '2024-02-29T12:00:00Z'],
  ])('reads the publish time %s as %s', async (written, utc) => {
    const { rows, errors } = await row(`abcdefghij0,t,${written},1,2,3,4`);
    expect(errors).toEqual([]);
    expect(rows[0]?.row.post.publishedAt).toEqual(new Date(utc));
  });

  test.each(['"Feb 29, 2023"', '"Mai 3, 2025"', '3 novembre 2025', '13/25/2025', 'Nov 3', 'soon'])(
    'refuses the publish time %s',
    async (written) => {
      const { errors } = await row(`abcdefghij0,t,${written},1,2,3,4`);
      expect(errors).toEqual([
        { line: 2, field: 'Video publish time', message: 'is not a day such as Nov 3, 2025' },
      ]);
    },
  );

  test.each([
    ['"Nov 3, 1989"', 'is before 1990'],
    ['"Nov 3, 2099"', 'is in the future'],
  ])('refuses %s: it %s', async (written, message) => {
    const { errors } = await row(`abcdefghij0,t,${written},1,2,3,4`);
    expect(errors).toEqual([{ line: 2, field: 'Video publish time', message }]);
  });

  test.each([
    ['978', 978],
    ['0:01:23', 83],
    ['1:02:03', 3723],
    ['1:23', 83],
    ['', null],
    ['-', null],
    ['--', null],
    ['0', null],
  ])('reads the duration %j as %s seconds', async (written, seconds) => {
    const { rows } = await row(`abcdefghij0,t,2025-11-03,${written},2,3,4`);
    expect(rows[0]?.row.post.durationSeconds).toBe(seconds);
  });

  test.each([
    ['5123', 5123],
    ['"1,234,567"', 1_234_567],
    ['0', 0],
    ['', null],
    ['-', null],
    ['--', null],
    ['—', null],
    ['N/A', null],
  ])('reads the figure %j as %s', async (written, count) => {
    const { rows, errors } = await row(`abcdefghij0,t,2025-11-03,1,${written},3,4`);
    expect(errors).toEqual([]);
    expect(rows[0]?.row.metrics).toMatchObject({ views: count, likes: 3 });
  });

  test.each([
    ['Duration', 'abcdefghij0,t,2025-11-03,0:61:99,2,3,4', 'is not a duration such as 0:01:23'],
    ['Duration', 'abcdefghij0,t,2025-11-03,long,2,3,4', 'is not a number of seconds'],
    ['Views', 'abcdefghij0,t,2025-11-03,1,1.2K,3,4', 'is not a whole number'],
    ['Likes', 'abcdefghij0,t,2025-11-03,1,2,-3,4', 'is negative'],
    ['Content', '#NAME?,t,2025-11-03,1,2,3,4', 'is not the id of a video'],
    ['Content', ',t,2025-11-03,1,2,3,4', 'is missing'],
  ])('refuses a row by its %s', async (field, cells, message) => {
    expect((await row(cells)).errors).toEqual([{ line: 2, field, message }]);
  });
});
