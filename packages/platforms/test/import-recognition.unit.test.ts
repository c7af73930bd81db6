import { InvalidInput, UnreadableFile } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import {
  instagramContent,
  instagramContentOfOld,
  tiktokContent,
  tiktokContentWithTimes,
  youtubeTable,
  youtubeTableOfOld,
} from './import-exports.ts';
import { csvOf, importPosts, importSnapshots } from './import-text.ts';

const account = 'ann';

describe('a platform’s export is recognised', () => {
  test.each([
    ['youtube', youtubeTable],
    ['youtube', youtubeTableOfOld],
    ['tiktok', tiktokContent],
    ['tiktok', tiktokContentWithTimes],
    ['instagram', instagramContent],
    ['instagram', instagramContentOfOld],
  ])('as one of %s whatever case, spaces and further columns it has', async (platform, file) => {
    const { rows } = await importPosts(file, { account });
    const [head = '', ...lines] = file.replace(/^\ufeff/, '').split('\n');
    const spaced = head
      .replaceAll('"', '')
      .split(',')
      .map((name) => ` ${name.toUpperCase()}  `)
      .join(',');
    const varied = await importPosts([spaced, ...lines].join('\r\n'), { account });
    expect(varied.rows).toEqual(
      JSON.parse(JSON.stringify(rows).replaceAll('\\n', '\\r\\n'), revive),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ row }) => row.platform === platform)).toBe(true);
  });

  test('whatever the order of its columns', async () => {
    const reversed = youtubeTableOfOld
      .replace('"May 8, 2020"', '2020-05-08')
      .replace('"1,011.2"', '1011.2')
      .trim()
      .split('\n')
      .map((line) => line.split(',').reverse().join(','))
      .join('\n');
    const { rows } = await importPosts(reversed, { account });
    expect(rows).toEqual((await importPosts(youtubeTableOfOld, { account })).rows);
  });

  test('when semicolons part its columns', async () => {
    const file =
      'Content;Video title;Video publish time;Views\nTotal;;;9\nabcdefghij0;A, b;Nov 3, 2025;9\n';
    const { rows } = await importPosts(file, { account });
    expect(rows[0]?.row.post.caption).toBe('A, b');
  });
});

const revive = (key: string, value: unknown) =>
  key === 'publishedAt' && typeof value === 'string' ? new Date(value) : value;

describe('a file in our own format stays ours', () => {
  test.each([
    'video_id,channel_id,date,title,Watch time (hours),Impressions click-through rate (%)',
    'post_id,account,date,Video title,Total views,Total likes',
    'Content,Video title,Video publish time,id,account,date',
  ])('with the header %s', async (header) => {
    const cells = header
      .split(',')
      .map((name) => (name === 'date' ? '2026-08-01T10:00:00Z' : 'x'))
      .join(',');
    const { rows } = await importPosts(`${header}\n${cells}\n`);
    expect(rows[0]?.row.platform).toBe('file');
  });

  test.each([
    ['account', { account: 'ann' }],
    ['timezone', { timezone: 'Europe/Berlin' }],
  ])('and has no use for a parameter %s', async (field, options) => {
    const line = '{"id":"p","account":"a","date":"2026-08-01T10:00:00Z"}\n';
    for (const file of [csvOf('views', '1'), line]) {
      const failed = importPosts(file, options);
      await expect(failed).rejects.toBeInstanceOf(InvalidInput);
      await expect(failed).rejects.toMatchObject({ field });
    }
  });
});

describe('a file is refused', () => {
  test.each([
    [
      'Date,Content,Video title,Video publish time,Duration,Views\n2025-11-03,a,t,"Nov 3, 2025",1,2',
      'YouTube Studio\'s "Chart data.csv", figures of single days: send the "Table data.csv"',
    ],
    ['Date,Views\n2025-11-03,2', '"Totals.csv", figures of a whole channel: send the "Table data'],
    ['Date,Stayed to watch (%)\n2025-11-03,0', 'send the "Table data.csv" of the same download'],
    [
      'Geography,Views,Average view duration,Watch time (hours)\nTotal,9,0:01:00,1',
      'lists no videos: choose "Content" in the advanced mode',
    ],
    [
      '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n"July 1","1","2","3","4","5"',
      'TikTok Studio\'s "Overview.csv", figures of single days: send the "Content.csv"',
    ],
    [
      '"Date","Total Viewers","New Viewers","Returning Viewers"\n"July 1","undefined","0","0"',
      'figures of viewers or followers: send the "Content.csv"',
    ],
    [
      '"Post ID","Page ID","Page name",Title,"Publish time","Caption type",Permalink,"Post type",Date\n1,2,P,T,"09/28/2025 18:12",N/A,https://x.example,Photos,Lifetime',
      'of a Facebook page: send the content export of the Instagram account',
    ],
    [
      'Content,Video title,Video publish time,Video link,Total views\na,b,c,d,e',
      'the header suits several exports, that of YouTube Studio\'s "Table data.csv" and of TikTok Studio\'s "Content.csv"',
    ],
    [
      'Content,Video title,Video publish time,Views,views\na,b,c,d,e',
      'the header names the column Views twice',
    ],
  ])('whose header is %.60s', async (file, message) => {
    const failed = importPosts(file, { account });
    await expect(failed).rejects.toBeInstanceOf(UnreadableFile);
    await expect(failed).rejects.toThrow(message);
  });

  test.each([
    [
      'Video title,Video publish time,Views',
      'it comes nearest to YouTube Studio\'s "Table data.csv", which also has Content or Video',
    ],
    [
      'Video title,Video link,Total views',
      'it comes nearest to TikTok Studio\'s "Content.csv", which also has Post time or Video publish time or Publish time',
    ],
    [
      'Post ID,Description,Publish time,Permalink,Views',
      "it comes nearest to Meta Business Suite's content export of an Instagram account, which also has Account ID or Account username and Post type",
    ],
  ])('with the export it comes nearest to: %s', async (header, message) => {
    await expect(importPosts(`${header}\n${header}\n`, { account })).rejects.toThrow(message);
  });

  test('in another language with the word that headers must be English', async () => {
    const german = 'Inhalt,Videotitel,Veröffentlichungszeitpunkt,Aufrufe\na,b,c,1\n';
    await expect(importPosts(german, { account })).rejects.toThrow(
      'are known by their English headers',
    );
  });

  test('as snapshots, naming the kind it is', async () => {
    await expect(importSnapshots(instagramContent)).rejects.toThrow('import it with kind=posts');
  });

  test('with nothing but a line of totals as one without rows', async () => {
    const file = 'Content,Video title,Video publish time,Views\nTotal,,,9\n';
    await expect(importPosts(file, { account })).rejects.toThrow('a header but no rows');
  });
});
