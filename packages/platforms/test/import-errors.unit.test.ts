import { gzipSync } from 'node:zlib';
import { maxCaptionLength, UnreadableFile } from '@viral-scan/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseImport } from '../src/index.ts';
import { csvOf, importPosts, inChunks, now } from './import-text.ts';

describe('a bad row', () => {
  test.each([
    ['views', '-1', 'is negative'],
    ['views', 'NaN', 'is not a whole number'],
    ['views', '1.5', 'is not a whole number'],
    ['views', '1e3', 'is not a whole number'],
    ['views', '"1,23"', 'is not a whole number'],
    ['views', '"1,2345"', 'is not a whole number'],
    ['likes', '9007199254740992', 'is greater than 2^53 - 1'],
    ['likes', '99999999999999999999', 'is not a whole number'],
    ['duration_s', 'long', 'is not a number of seconds'],
    ['duration_s', '-5', 'is not a number of seconds'],
    ['fetched_at', 'yesterday', 'is not a time such as 2026-08-22T06:00:00Z'],
    ['fetched_at', '2026-02-30T10:00:00Z', 'is not a time such as 2026-08-22T06:00:00Z'],
    ['fetched_at', '2026-00-10T10:00:00Z', 'is not a time such as 2026-08-22T06:00:00Z'],
    ['fetched_at', '2026-13-10T10:00:00Z', 'is not a time such as 2026-08-22T06:00:00Z'],
    ['fetched_at', '0095-02-10T10:00:00Z', 'is not a time such as 2026-08-22T06:00:00Z'],
    ['fetched_at', '2026-02-20T24:00:00Z', 'is not a time such as 2026-08-22T06:00:00Z'],
    ['fetched_at', '2026-02-20T10:00:00+19:00', 'is not a time such as 2026-08-22T06:00:00Z'],
    ['fetched_at', '02/03/2026 10:00', 'is not a time such as 2026-08-22T06:00:00Z'],
    ['fetched_at', '2026-08-01', 'has no time of day'],
    ['fetched_at', '1989-12-31T23:59:59Z', 'is before 1990'],
    ['fetched_at', '2026-08-23T06:00:01Z', 'is in the future'],
    ['url', 'javascript:alert(1)', 'is not an http(s) address'],
    ['is_live', 'maybe', 'is neither true nor false'],
    ['platform', 'a\u0007b', 'must not contain control characters'],
    ['platform', 'x'.repeat(51), 'is longer than 50'],
    ['language', 'x'.repeat(36), 'is longer than 35'],
    ['views', '1,2', 'has 5 columns where the header has 4'],
  ])('with %s = %s is reported by line and field: %s', async (field, value, message) => {
    const { rows, errors } = await importPosts(csvOf(field, '', value, ''));
    const named = message.startsWith('has 5') ? 'record' : field;
    expect(errors).toEqual([{ line: 3, field: named, message }]);
    expect(rows.map(({ row }) => row.post.externalId)).toEqual(['p1', 'p3']);
  });

  test.each([
    ['', 'is missing'],
    ['  ', 'is missing'],
    ['a\u0000b', 'must not contain control characters'],
    ['a\u202eb', 'must not contain control characters'],
    ['x'.repeat(201), /./],
  ])('with the post id %j is reported', async (id, message) => {
    const { rows, errors } = await importPosts(
      `video_id,account,date\n${id},a,2026-08-01 10:00\nok,a,2026-08-01 10:00`,
    );
    expect(errors).toMatchObject([{ line: 2, field: 'video_id' }]);
    expect(errors[0]?.message).toMatch(message);
    expect(rows).toHaveLength(1);
  });

  test('is numbered by the first physical line of its record', async () => {
    const file = csvOf('text,views', '"one\n\ntwo",1', '"three\nfour",x', '"five",y');
    const { errors } = await importPosts(file);
    expect(errors.map(({ line, field }) => [line, field])).toEqual([
      [5, 'views'],
      [7, 'views'],
    ]);
  });

  test('with a broken quote costs no other row', async () => {
    const { rows, errors } = await importPosts(csvOf('text', 'a', '"open', 'b"c', '"d"e', 'f'));
    expect(errors.map(({ line, field }) => [line, field])).toEqual([
      [3, 'record'],
      [4, 'record'],
      [5, 'record'],
    ]);
    expect(rows.map(({ row }) => row.post.caption)).toEqual(['a', 'f']);
  });

  test('that is no UTF-8 is reported, the rest is read', async () => {
    const file = Buffer.from(csvOf('text', 'caf\u00e9', 'x'), 'latin1');
    const { rows, errors } = await importPosts(file);
    expect(errors).toEqual([{ line: 2, field: 'text', message: 'is not UTF-8' }]);
    expect(rows).toHaveLength(1);
  });

  const good = '{"post_id":"p","account_id":"a","published_at":"2026-08-01T10:00:00Z"}';
  test.each([
    ['{"post_id":', 'record', 'is not valid JSON'],
    ['[1]', 'record', 'is not a JSON object'],
    ['null', 'record', 'is not a JSON object'],
    ['"text"', 'record', 'is not a JSON object'],
    [`${'['.repeat(200_000)}`, 'record', 'is not valid JSON'],
    ['{"post_id":"p","account_id":"a"}', 'published_at', 'is missing'],
    [good.replace('"p"', '{}'), 'post_id', 'is not a text'],
    [
      good.replace('"p"', '12345678901234567890'),
      'post_id',
      'is a number that JSON cannot carry exactly: write it as a text',
    ],
    [good.replace('"p"', '"\\ud800"'), 'post_id', 'must not contain control characters'],
    [good.replace('}', ',"views":true}'), 'views', 'is not a count'],
    [good.replace('}', ',"views":-0.5}'), 'views', 'is negative'],
    [good.replace('}', ',"views":1e400}'), 'views', 'is not a whole number'],
    [good.replace('}', ',"views":1,"Views":2}'), 'views', 'stands twice in the record'],
    [good.replace('}', ',"tags":[{}]}'), 'tags', 'is not a text'],
    [good.replace('}', ',"snapshots":7}'), 'snapshots', 'is not a list of observations'],
    [good.replace('}', ',"snapshots":[1]}'), 'snapshots[0]', 'is not an object'],
    [good.replace('}', ',"snapshots":[{"views":1}]}'), 'snapshots[0].captured_at', 'is missing'],
    [
      good.replace('}', ',"snapshots":[{"captured_at":"2026-08-01T10:00:00Z","views":-1}]}'),
      'snapshots[0].views',
      'is negative',
    ],
  ])('of JSON Lines is reported: %.60s', async (line, field, message) => {
    const { rows, errors } = await importPosts(`${good}\n${line}\n${good}`);
    expect(errors).toEqual([{ line: 2, field, message }]);
    expect(rows.map((row) => row.line)).toEqual([1, 3]);
  });
});

describe('a hostile row', () => {
  test('cannot reach a prototype by its column names', async () => {
    const line =
      '{"__proto__":{"views":9},"constructor":1,"id":"p","account":"a","date":1785578400}';
    const { rows } = await importPosts(`${line}\n`);
    expect(rows[0]?.row.metrics.views).toBeNull();
    const csv = await importPosts(
      '__proto__,constructor,toString,id,account,date\n1,2,3,p,a,2026-08-01 10:00\n',
    );
    expect(csv.rows).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'views')).toBe(false);
  });

  test('with more than 1,000 members or 1 MiB is refused', async () => {
    const members = Array.from({ length: 1_001 }, (_, i) => `"m${i}":1`).join(',');
    const { errors } = await importPosts(`{${members}}\n{"text":"${'x'.repeat(1_048_576)}"}\n`);
    expect(errors).toEqual([
      { line: 1, field: 'record', message: 'has 1001 members; at most 1000 are allowed' },
      { line: 2, field: 'record', message: expect.stringContaining('is longer than 1 MiB') },
    ]);
  });

  test('has its caption cut at a code point and cleaned', async () => {
    const { rows } = await importPosts(csvOf('text', `a\0${'😀'.repeat(maxCaptionLength)}`));
    const caption = rows[0]?.row.post.caption ?? '';
    expect(caption.length).toBe(maxCaptionLength - 1);
    expect(caption.startsWith('a😀')).toBe(true);
    expect(caption.isWellFormed()).toBe(true);
  });

  test('keeps at most 100 tags of at most 200 characters', async () => {
    const tags = Array.from({ length: 150 }, (_, i) => `${i}${'t'.repeat(300)}`).join('|');
    const { rows } = await importPosts(csvOf('tags', tags));
    expect(rows[0]?.row.post.tags).toHaveLength(100);
    expect(rows[0]?.row.post.tags[0]).toHaveLength(200);
  });
});

describe('an unreadable file', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  test.each([
    ['empty', '', 'the file is empty'],
    ['only spaces', '\ufeff \n\n', 'the file is empty'],
    ['an empty gzip', gzipSync(''), 'the file is empty'],
    ['a picture', png, 'the file is a picture: save it as CSV (UTF-8) or JSON Lines'],
    ['an Excel file', Buffer.from('PK\x03\x04xl/workbook.xml'), 'a ZIP or Excel file'],
    ['a ZIP', Buffer.from('PK\x03\x04Table data.csv'), 'made, send the CSV inside'],
    ['compressed twice', gzipSync(gzipSync('x')), 'compressed twice'],
    ['UTF-16', Buffer.from('\ufeffpost_id', 'utf16le'), 'in UTF-16'],
    ['junk', Buffer.from([0x61, 0xff, 0xfe, 0x00, 0x10]), 'not a text in UTF-8'],
    ['NUL bytes', 'post_id\0,account,date\n', 'not a text in UTF-8'],
    ['a JSON array', '[{"id":1}]', 'one JSON object per line'],
    ['a header without rows', csvOf('views'), 'a header but no rows'],
    ['a header with an open quote', '"id,account,date\n', 'the header of the file'],
    [
      'too many columns',
      `id,account,date${',x'.repeat(9_997)}\n`,
      'has 10000 columns; at most 1000',
    ],
    ['a column twice', `${csvOf('views,Views', '1,2')}`, 'names the column views twice'],
    [
      'a truncated gzip',
      gzipSync(csvOf('views', '1')).subarray(0, 60),
      'damaged or ends too early',
    ],
    [
      'a header of 2 MiB',
      `id,${'x'.repeat(2_097_152)}`,
      'the header of the file is longer than 1 MiB',
    ],
  ])('%s says so', async (_, file, message) => {
    const failed = importPosts(file);
    await expect(failed).rejects.toBeInstanceOf(UnreadableFile);
    await expect(failed).rejects.toThrow(message);
  });

  test('names the missing columns and those it has', async () => {
    await expect(importPosts('\nheadline,clickbait,x\u0007y\nx,1,2\n')).rejects.toMatchObject({
      line: 2,
      message:
        'a file of posts needs the column post_id (or video_id, tweet_id, id) and account_id (or ' +
        'channel_id, page_id, account, channel, page, username) and published_at (or created_time, ' +
        'created_at, date); its header has headline, clickbait, x\ufffdy; exports of YouTube Studio, ' +
        'TikTok Studio and Meta Business Suite (Instagram) are known by their English headers',
    });
  });

  test('a gzip bomb stops at the limit of unpacked bytes', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 'a,b\n'));
    const file = Buffer.concat([gzipSync(csvOf('views', '1')), bomb]);
    await expect(importPosts(file, { maxBytes: 1_000_000 })).rejects.toThrow(
      'the file holds more than 1000000 bytes when unpacked',
    );
  });

  test('a lost upload is the error of the upload, not of the file', async () => {
    const lost = new Error('connection lost');
    for (const start of [gzipSync(csvOf('views', '1')).subarray(0, 40), csvOf('views', '1')]) {
      const upload = (async function* () {
        yield* inChunks(Buffer.from(start));
        throw lost;
      })();
      const readAll = async () => {
        for await (const batch of parseImport(upload, { kind: 'posts', now })) {
          expect(batch.records.length).toBeGreaterThan(0);
        }
      };
      await expect(readAll()).rejects.toBe(lost);
    }
  });

  test('any bytes end in rows, row errors or UnreadableFile', async () => {
    const header = Buffer.from('id,account,date,views\n');
    const bytes = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), fc.boolean(), async (junk, hasHeader, isGzip) => {
        const plain = hasHeader ? Buffer.concat([header, junk]) : Buffer.from(junk);
        await importPosts(isGzip ? gzipSync(plain) : plain).catch((error) => {
          expect(error).toBeInstanceOf(UnreadableFile);
        });
      }),
      { numRuns: 300 },
    );
  });
});
