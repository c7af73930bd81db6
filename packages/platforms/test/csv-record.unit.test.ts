import { parse as parseWithReference } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsvRecord } from '../src/file/csv-record.ts';
import { type ReadRecord, scanRecords } from '../src/file/record-scanner.ts';
import { inChunks } from './import-text.ts';

const read = (text: string, isLast = true) => readCsvRecord(text, 0, ',', isLast);

async function scan(text: string, chunkBytes = 1_000) {
  const found: unknown[] = [];
  const chunks = (async function* () {
    for await (const chunk of inChunks(Buffer.from(text, 'latin1'), chunkBytes)) {
      yield Buffer.from(chunk);
    }
  })();
  const readFields: ReadRecord<readonly string[]> = (pending, start, isLast) => {
    const record = readCsvRecord(pending, start, ',', isLast);
    return record.state === 'complete' ? { ...record, content: record.fields } : record;
  };
  const records = scanRecords(chunks, 0, readFields, chunkBytes);
  for await (const batch of records) {
    for (const record of batch) {
      found.push('problem' in record ? [record.line] : [record.line, ...record.content]);
    }
  }
  return found;
}

describe('one CSV record', () => {
  test.each([
    ['a,b\nc', ['a', 'b'], 4],
    ['a,b\r\nc', ['a', 'b'], 5],
    ['a,b', ['a', 'b'], 3],
    ['a,b\r', ['a', 'b'], 4],
    ['"a,1","b\n2"\nc', ['a,1', 'b\n2'], 12],
    ['"say ""hi""",b\n', ['say "hi"', 'b'], 15],
    ['"",\n', ['', ''], 4],
    [',,\n', ['', '', ''], 3],
    ['\n', [''], 1],
    ['"a"\r\nb', ['a'], 5],
    ['a\rb,c\n', ['a\rb', 'c'], 6],
  ])('%j has the fields %j and ends at %i', (text, fields, end) => {
    expect(read(text)).toEqual({ state: 'complete', fields, end });
  });

  test.each([
    ['"a', 'never closed'],
    ['"a""', 'never closed'],
    ['"a"b,c\n', 'behind a closing quote'],
    ['"a" ,c\n', 'behind a closing quote'],
    ['a"b,c\n', 'inside a field'],
  ])('%j is broken: %s', (text, message) => {
    expect(read(text)).toEqual({ state: 'broken', message: expect.stringContaining(message) });
  });

  test.each(['', 'a', 'a,b\r', '"a', '"a"', '"a"\r', '"a"'])('%j may go on', (text) => {
    expect(read(text, false)).toEqual({ state: 'incomplete' });
  });
});

describe('scanning records', () => {
  test('numbers records by their first physical line', async () => {
    expect(await scan('a\n"b\n\nc"\n\nd')).toEqual([
      [1, 'a'],
      [2, 'b\n\nc'],
      [5, ''],
      [6, 'd'],
    ]);
  });

  test('a broken quote costs its own line only', async () => {
    expect(await scan('1,a\n2,"b\n3,c\n4,"d"\n5,e\n')).toEqual([
      [1, '1', 'a'],
      [2],
      [3, '3', 'c'],
      [4, '4', 'd'],
      [5, '5', 'e'],
    ]);
  });

  test('an unclosed quote at the end costs its own line only', async () => {
    expect(await scan('1,a\n2,"b\n3,c\n')).toEqual([[1, '1', 'a'], [2], [3, '3', 'c']]);
  });

  test('a record longer than 1 MiB is broken, the next one is read', async () => {
    const long = 'x'.repeat(1_048_577);
    expect(await scan(`1\n${long}\n3\n"${long}"\n5\n`, 65_536)).toEqual([
      [1, '1'],
      [2],
      [3, '3'],
      [4],
      [5, '5'],
    ]);
    const just = 'x'.repeat(1_048_575);
    expect(await scan(`${just}\n2`, 65_536)).toEqual([
      [1, just],
      [2, '2'],
    ]);
  });

  test('many unclosed quotes cost linear time', async () => {
    const startedMs = performance.now();
    await scan(`,"""\n`.repeat(400_000), 65_536);
    await scan(`"a""b\n`.repeat(400_000), 65_536);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', ';') });
  const record = fc.array(field, { minLength: 2, maxLength: 4 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const written = fc.array(
    fc.tuple(record, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })),
  );

  test('any CSV written from rows reads back, as the reference parser reads it', async () => {
    await fc.assert(
      fc.asyncProperty(written, fc.constantFrom('\n', '\r\n'), fc.nat(8), async (rows, end, n) => {
        const lines = rows.map(([fields, quotes]) =>
          fields.map((text, i) => (quotes[i] || /[",\r\n]/.test(text) ? quoted(text) : text)),
        );
        const text = lines.map((fields) => fields.join(',') + end).join('');
        const found = (await scan(text, n + 1)) as [number, ...string[]][];
        const fields = found.map(([, ...values]) => values);
        expect(fields).toEqual(rows.map(([values]) => values));
        const reference: unknown = parseWithReference(text, {
          relax_column_count: true,
          record_delimiter: end,
        });
        expect(fields).toEqual(reference);
      }),
      { numRuns: 300 },
    );
  });

  test('any text is read without a crash, and every line number grows', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.nat(5), async (any, n) => {
        const lines = ((await scan(any, n + 1)) as [number][]).map(([line]) => line);
        expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });
});
