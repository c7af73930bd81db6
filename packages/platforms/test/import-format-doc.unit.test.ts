import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aliases, columns } from '../src/file/columns.ts';
import { dialects } from '../src/file/dialects/recognize-dialect.ts';
import { importPosts, importSnapshots } from './import-text.ts';

const doc = readFileSync(join(import.meta.dirname, '../../../docs/import-format.md'), 'utf8');
const blocks = [...doc.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, , text]) => text ?? '');
const [csv = '', jsonLines = '', retention = '', snapshots = '', errors = '', faulty = ''] = blocks;

describe('docs/import-format.md', () => {
  test('lists the columns with all their other names, and no more', () => {
    const rows = [...doc.matchAll(/^\| `(\w+)` \|([^|]*)\|/gm)].map(
      ([, column, names = '']) =>
        [column, new Set([...names.matchAll(/`(\w+)`/g)].map(([, name]) => name))] as const,
    );
    const known = columns.map(
      (column) => [column, new Set(aliases[column].filter((name) => name !== column))] as const,
    );
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(known));
  });

  test('puts each column name before its other names, but reactions before likes', () => {
    const first = columns.filter((column) => aliases[column][0] !== column);
    expect(first).toEqual(['likes']);
    expect(aliases.likes[0]).toBe('reactions');
  });

  test('shows a CSV of posts that imports', async () => {
    const { rows, errors: failed } = await importPosts(csv);
    expect(failed).toEqual([]);
    expect(rows.map(({ row }) => row)).toMatchObject([
      {
        platform: 'youtube',
        accountName: 'GIEL',
        post: { caption: 'Bank "overvallen"', durationSeconds: 1299 },
        metrics: { views: 50_101 },
        capturedAt: new Date('2025-12-12T02:28:45Z'),
      },
      {
        platform: 'file',
        origin: 'facebook',
        accountExternalId: 'facebook/page_01',
        accountName: null,
        metrics: { views: null, comments: 0 },
      },
    ]);
  });

  test('shows JSON Lines of posts that import', async () => {
    const { format, rows, errors: failed } = await importPosts(jsonLines);
    expect({ format, failed }).toEqual({ format: 'jsonl', failed: [] });
    expect(rows[0]?.row.post.publishedAt).toEqual(new Date('2026-08-01T08:00:00Z'));
    expect(rows[1]?.row.snapshots).toHaveLength(1);
  });

  test('shows a retention curve that imports', async () => {
    const { rows, errors: failed } = await importPosts(retention);
    expect(failed).toEqual([]);
    expect(rows[0]?.row).toMatchObject({
      post: { sound: 'Morning song' },
      retention: { seconds: [0, 1, 5, 10], shares: [1, 0.93, 0.71, 0.64] },
    });
  });

  test('shows snapshots that import', async () => {
    const { rows, errors: failed } = await importSnapshots(snapshots);
    expect(failed).toEqual([]);
    expect(rows).toHaveLength(2);
  });

  test('shows the errors its faulty example gives', async () => {
    const { rows, errors: failed } = await importPosts(faulty);
    expect(failed).toEqual(JSON.parse(errors));
    expect(rows.map(({ row }) => row.post.externalId)).toEqual(['p1', 'p6']);
  });

  test.each(dialects)('lists the columns that are read of $name', ({ name, columns: read }) => {
    const table = doc.split('## Exports of the platforms')[1] ?? '';
    const names = Object.values(read).flat();
    expect(names.filter((column) => !table.includes(column))).toEqual([]);
    expect(table).toContain(/"[^"]+"/.exec(name)?.[0] ?? 'Meta Business Suite, Instagram');
  });
});
