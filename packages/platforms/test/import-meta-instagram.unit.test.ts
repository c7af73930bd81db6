import { describe, expect, test } from 'vitest';
import { instagramContent, instagramContentOfOld } from './import-exports.ts';
import { importPosts } from './import-text.ts';

describe("Meta Business Suite's content export", () => {
  test('gives the posts of its Instagram account', async () => {
    const { rows, errors } = await importPosts(instagramContent);
    expect(errors).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        row: {
          platform: 'instagram',
          origin: null,
          accountExternalId: '17841400000000919',
          accountName: "Ann's Kitchen | Cooking",
          post: {
            externalId: '17900000000000139',
            publishedAt: new Date('2025-03-25T22:00:00Z'),
            caption: 'Autumn soup 🍁\n"slow" and, well, good.\n\n#soup',
            type: 'carousel',
            durationSeconds: null,
            url: 'https://www.instagram.com/p/DAutumnSoup/',
            language: null,
            tags: [],
            sound: null,
          },
          metrics: { views: 1145, likes: 10, comments: 0, shares: 1, saves: 0, reach: 75 },
          capturedAt: null,
          retention: null,
          snapshots: [],
        },
      },
      {
        line: 6,
        row: expect.objectContaining({
          post: expect.objectContaining({ type: 'short', durationSeconds: 44 }),
          metrics: expect.objectContaining({ views: 87_275, saves: null }),
        }),
      },
    ]);
  });

  test('of old gives plays as views, and no impressions', async () => {
    const { rows } = await importPosts(instagramContentOfOld);
    expect(rows[0]?.row.metrics).toEqual({
      views: 740,
      likes: 88,
      comments: 5,
      shares: 3,
      saves: 7,
      reach: 610,
    });
  });

  test.each([
    ['UTC', '2025-03-25T22:00:00Z'],
    ['America/Los_Angeles', '2025-03-26T05:00:00Z'],
    ['Asia/Kolkata', '2025-03-25T16:30:00Z'],
  ])('is read in the zone %s that the caller names', async (timezone, utc) => {
    const { rows } = await importPosts(instagramContent, { timezone });
    expect(rows[0]?.row.post.publishedAt).toEqual(new Date(utc));
  });

  const header =
    'Post ID,Account username,Publish time,Permalink,Post type,Date,Views,Likes,Comments';
  const rowOf = (cells: Partial<Record<'id' | 'user' | 'time' | 'type' | 'date', string>>) => {
    const { id = '17', user = 'ann', time = '11/03/2025 18:04', type = 'IG image' } = cells;
    const link = 'https://www.instagram.com/p/D/';
    const { date = 'Lifetime' } = cells;
    return importPosts(`${header}\n${id},${user},${time},${link},${type},${date},1,2,3\n`);
  };

  test.each([
    ['IG reel', 'short'],
    ['IG image', 'image'],
    ['IG carousel', 'carousel'],
    ['IG video', 'video'],
    ['IG story', 'story'],
    ['IG something new', 'unknown'],
  ])('calls an %s a %s', async (type, expected) => {
    expect((await rowOf({ type })).rows[0]?.row.post.type).toBe(expected);
  });

  test('without ids of accounts is of the username, which names it too', async () => {
    const { rows } = await rowOf({ user: '@ann' });
    expect(rows[0]?.row).toMatchObject({ accountExternalId: 'ann', accountName: '@ann' });
  });

  test.each([
    [{ date: '11/04/2025' }, 'Date', 'is one day: only rows of a lifetime'],
    [{ time: '25/12/2025 10:00' }, 'Publish time', 'month first'],
    [{ time: '11/03/2025' }, 'Publish time', 'month first'],
    [{ time: '' }, 'Publish time', 'is missing'],
    [{ time: '11/03/2026 18:04' }, 'Publish time', 'is in the future'],
    [{ id: '1.79603E+16' }, 'Post ID', 'spreadsheets round ids'],
    [{ id: '' }, 'Post ID', 'is missing'],
    [{ user: '' }, 'Account username', 'is missing'],
  ])('refuses the row %j', async (cells, field, message) => {
    const { errors } = await rowOf(cells);
    expect(errors).toMatchObject([{ line: 2, field }]);
    expect(errors[0]?.message).toContain(message);
  });
});
