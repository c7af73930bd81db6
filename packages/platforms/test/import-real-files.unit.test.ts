import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type {
  ImportBatch,
  ImportedPost,
  ImportedSnapshot,
  ImportKind,
} from '@viral-scan/contracts';
import { sharedPath } from '@viral-scan/testing';
import { describe, expect, test } from 'vitest';
import { parseImport } from '../src/index.ts';
import { now } from './import-text.ts';

const data = sharedPath('data');

async function sumUp<K extends ImportKind>(path: string, kind: K) {
  const sums = { rows: 0, rejected: 0, views: 0, likes: 0, comments: 0, shares: 0 };
  const posts: ImportedPost[] = [];
  const batches: AsyncIterable<ImportBatch<ImportedPost | ImportedSnapshot>> = parseImport(
    createReadStream(join(data ?? '', path)),
    { kind, now },
  );
  for await (const { records } of batches) {
    for (const record of records) {
      if (!('row' in record)) {
        sums.rejected += 1;
        continue;
      }
      sums.rows += 1;
      for (const name of ['views', 'likes', 'comments', 'shares'] as const) {
        sums[name] += record.row.metrics[name] ?? 0;
      }
      if ('post' in record.row) posts.push(record.row);
    }
  }
  return { sums, posts };
}

/*
 * Expected values by Python's csv module, per file f:
 *   rows = list(csv.DictReader(gzip.open(f, 'rt', newline='', encoding='utf-8')))
 *   len(rows), len({r[account] for r in rows}), min/max of r['published_at'], and per column
 *   sum(int(float(r[column])) for r in rows if r[column]); text: sum(len(r[text]) for r in rows)
 */
const postFiles = [
  [
    'youtube-trending-2026/public/posts.csv.gz',
    { rows: 42_038, views: 10_256_590_850, likes: 333_266_838, comments: 24_536_605, shares: 0 },
    { accounts: 400, first: '2025-11-10T12:00:01Z', last: '2026-08-21T23:13:35Z' },
    { codePoints: 2_232_613, seconds: 142_278_629, label: 'youtube/null' },
  ],
  [
    'facebook-live-sellers-thailand/posts.csv.gz',
    { rows: 6_997, views: 0, likes: 1_573_989, comments: 1_578_621, shares: 281_769 },
    { accounts: 9, first: '2012-07-15T02:51:00Z', last: '2018-06-13T01:12:00Z' },
    { codePoints: 0, seconds: 0, label: 'file/facebook' },
  ],
  [
    'twitter-longhistory-dslabs/posts.csv.gz',
    { rows: 20_761, views: 0, likes: 282_165_117, comments: 0, shares: 80_020_835 },
    { accounts: 1, first: '2009-05-04T18:54:25Z', last: '2018-01-01T13:37:52Z' },
    { codePoints: 2_193_993, seconds: 0, label: 'file/twitter' },
  ],
] as const;

const snapshotFiles = [
  [
    'youtube-trending-2026/public/snapshots.csv.gz',
    { rows: 44_078, views: 26_507_245_465, likes: 790_963_093, comments: 47_605_920 },
  ],
  [
    'youtube-trending-2026/public/growth_other_channels.csv.gz',
    { rows: 89_090, views: 219_044_100_861, likes: 4_689_624_270, comments: 471_772_924 },
  ],
] as const;

describe.skipIf(data === null)('real files', () => {
  test.each(postFiles)('%s imports whole', async (path, expected, span, texts) => {
    const { sums, posts } = await sumUp(path, 'posts');
    expect(sums).toEqual({ rejected: 0, ...expected });
    const times = posts.map(({ post }) => post.publishedAt.getTime()).toSorted((a, b) => a - b);
    expect(new Set(posts.map(({ accountExternalId }) => accountExternalId)).size).toBe(
      span.accounts,
    );
    expect(new Date(times[0] ?? 0)).toEqual(new Date(span.first));
    expect(new Date(times.at(-1) ?? 0)).toEqual(new Date(span.last));
    const total = (read: (post: ImportedPost) => number) =>
      posts.reduce((sum, post) => sum + read(post), 0);
    expect(total(({ post }) => [...(post.caption ?? '')].length)).toBe(texts.codePoints);
    expect(total(({ post }) => post.durationSeconds ?? 0)).toBe(texts.seconds);
    const labels = new Set(posts.map(({ platform, origin }) => `${platform}/${origin}`));
    expect([...labels]).toEqual([texts.label]);
  });

  test.each(snapshotFiles)('%s imports whole as snapshots', async (path, expected) => {
    const { sums } = await sumUp(path, 'snapshots');
    expect(sums).toEqual({ rejected: 0, shares: 0, ...expected });
  });

  test('a file of headlines without ids and times is refused with what it lacks', async () => {
    const failed = sumUp('clickbait-headlines/headlines.csv.gz', 'posts');
    await expect(failed).rejects.toThrow('its header has headline, clickbait');
  });
});
