import type { ImportedPost } from '@viral-scan/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importPosts } from './import-text.ts';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map(quoted).join(',')).join('\n');

/** A record in our own format, under the first name of each column. */
function ownCells({ post, metrics, ...account }: ImportedPost): Record<string, string> {
  const text = (value: unknown) => (value === null ? '' : String(value));
  return {
    platform: account.platform,
    account_id: account.accountExternalId,
    account_name: text(account.accountName),
    post_id: post.externalId,
    published_at: post.publishedAt.toISOString(),
    text: text(post.caption),
    type: post.type,
    duration_seconds: text(post.durationSeconds),
    url: text(post.url),
    ...Object.fromEntries(Object.entries(metrics).map(([name, count]) => [name, text(count)])),
  };
}

const title = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', ' - ', '"', 'a\nb', 'a\r\nb,"c";\td', '=1+1', '🍁 #soup', 'Total'),
);
const count = fc.oneof(
  fc.nat().map(String),
  fc.nat().map((n) => n.toLocaleString('en-US')),
  fc.constantFrom('', '-', '--', '0'),
);
const seconds = fc.constantFrom('', '0', '41', '754', '0:01:23', '1:02:03', '--');
const second = fc.integer({ min: 1_500_000_000, max: 1_780_000_000 });
const tiktokId = fc
  .tuple(second, fc.nat())
  .map(([at, rest]) => String((BigInt(at) << 32n) | BigInt(rest)));
const metaId = fc.integer({ min: 1, max: 2 ** 50 }).map((n) => `17${n}`);
const pad = (n: number) => String(n).padStart(2, '0');
const metaTime = second.map((at) => {
  const date = new Date(at * 1000);
  const day = `${pad(date.getUTCMonth() + 1)}/${pad(date.getUTCDate())}/${date.getUTCFullYear()}`;
  return `${day} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
});
const dayOf = (options: Intl.DateTimeFormatOptions) =>
  second.map((at) =>
    new Date(at * 1000).toLocaleDateString('en-US', { ...options, timeZone: 'UTC' }),
  );
const studioDay = dayOf({ year: 'numeric', month: 'short', day: 'numeric' });

const exports: readonly (readonly [string, Readonly<Record<string, fc.Arbitrary<string>>>])[] = [
  [
    'YouTube Studio',
    {
      Content: fc.stringMatching(/^[\w-]{11}$/),
      'Video title': title,
      'Video publish time': studioDay,
      Duration: seconds,
      Likes: count,
      'Comments added': count,
      Shares: count,
      Views: count,
      'Watch time (hours)': fc.double().map(String),
    },
  ],
  [
    'TikTok Studio',
    {
      Time: dayOf({ month: 'long', day: 'numeric' }),
      'Video title': title,
      'Video link': tiktokId.map((id) => `https://www.tiktok.com/@anns.kitchen/video/${id}`),
      'Post time': dayOf({ month: 'long', day: 'numeric' }),
      'Total likes': count,
      'Total comments': count,
      'Total shares': count,
      'Total views': count,
    },
  ],
  [
    'Meta Business Suite',
    {
      'Post ID': metaId,
      'Account ID': fc.constant('17841400000000017'),
      'Account username': fc.constant('anns_kitchen'),
      'Account name': title.map((text) => `Ann ${text}`),
      Description: title,
      'Duration (sec)': seconds,
      'Publish time': metaTime,
      Permalink: fc.constant('https://www.instagram.com/p/DAutumnSoup/'),
      'Post type': fc.constantFrom('IG reel', 'IG image', 'IG carousel', 'IG story', 'IG other'),
      Date: fc.constantFrom('Lifetime', ''),
      Views: count,
      Reach: count,
      Likes: count,
      Comments: count,
      Saves: count,
    },
  ],
];

test.each(exports)('rows of %s are the same records in our own format', async (name, columns) => {
  const account = name === 'YouTube Studio' ? 'UC-M16lOcjto6EmZuLyj-LSQ' : undefined;
  const rows = fc.array(fc.record(columns), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 400 }), async (given, chunkBytes) => {
      const file = csv([Object.keys(columns), ...given.map((row) => Object.values(row))]);
      const read = await importPosts(file, { account, chunkBytes });
      expect(read.errors).toEqual([]);
      const records = read.rows.map(({ row }) => row);
      expect(records).toHaveLength(given.length);
      const own = records.map(ownCells);
      const again = await importPosts(csv([Object.keys(own[0] ?? {}), ...own.map(Object.values)]));
      expect(again.errors).toEqual([]);
      expect(again.rows.map(({ row }) => row)).toEqual(records);
    }),
    { numRuns: 100 },
  );
});
