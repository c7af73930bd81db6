import {
  maxRetentionPoints,
  type RetentionCurve,
  retentionCurveSchema,
} from '@viral-scan/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf, importPosts } from './import-text.ts';

const jsonLine = (retention: unknown): string =>
  JSON.stringify({ id: 'p1', account: 'ann', date: '2026-08-01T10:00:00Z', retention });
const points = (count: number): string =>
  Array.from({ length: count }, (_, second) => `${second}:1`).join(';');

describe('a retention curve', () => {
  test.each([
    ['0:1;1', 'is not seconds:share;… at point 2'],
    ['0:1;1:0.9:2', 'is not seconds:share;… at point 2'],
    ['0:1;;2:0.9', 'is not seconds:share;… at point 2'],
    ['-1:1', 'is not seconds:share;… at point 1'],
    ['0:NaN', 'is not seconds:share;… at point 1'],
    ['0:1;2:0.9;1:0.8', 'has seconds that do not ascend (1 after 2)'],
    ['0:1;0:0.9', 'has seconds that do not ascend (0 after 0)'],
    ['0:100;1:93', 'has a share that is not between 0 and 5 at second 0'],
    [points(1_001), 'has 1001 points; at most 1000 are allowed'],
  ])('of %s in a CSV costs its row: %s', async (value, message) => {
    const { rows, errors } = await importPosts(csvOf('retention', '', value, '0:1'));
    expect(errors).toEqual([{ line: 3, field: 'retention', message }]);
    expect(rows.map(({ row }) => row.retention)).toEqual([null, { seconds: [0], shares: [1] }]);
  });

  test.each([
    [[[0, 1], [1]], 'retention[1]', 'is not [second, share]'],
    [[[0, 1, 2]], 'retention[0]', 'is not [second, share]'],
    [[[0, '1']], 'retention[0]', 'is not [second, share]'],
    [[0, 1], 'retention[0]', 'is not [second, share]'],
    [{ 0: 1 }, 'retention', 'is not a text'],
    [[[-1, 1]], 'retention', 'has a second that is below 0'],
    [[[0, -0.1]], 'retention', 'has a share that is not between 0 and 5 at second 0'],
  ])('of %j in JSON costs its row', async (value, field, message) => {
    const { rows, errors } = await importPosts(`${jsonLine(value)}\n${jsonLine([])}\n`);
    expect(errors).toEqual([{ line: 1, field, message }]);
    expect(rows.map(({ row }) => row.retention)).toEqual([null]);
  });

  test('of any points is read as it was written, by CSV and by JSON', async () => {
    const amount = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((n) => n + 0);
    const curve = fc
      .array(fc.tuple(amount(36_000), amount(5)), { minLength: 1, maxLength: 30 })
      .map((pairs) => new Map(pairs.map(([s, share]) => [Math.round(s * 1e3) / 1e3, share])))
      .map((pairs) => [...pairs].sort(([a], [b]) => a - b));
    await fc.assert(
      fc.asyncProperty(curve, async (pairs) => {
        const expected: RetentionCurve = {
          seconds: pairs.map(([second]) => second),
          shares: pairs.map(([, share]) => share),
        };
        expect(retentionCurveSchema.parse(expected)).toEqual(expected);
        const json = await importPosts(jsonLine(pairs));
        expect(json.rows[0]?.row.retention).toEqual(expected);
        const isPlain = pairs.every(([, share]) =>
          /^\d+(\.\d{1,17})?(e-\d{1,2})?$/.test(`${share}`),
        );
        fc.pre(isPlain);
        const text = pairs.map((pair) => pair.join(':')).join(';');
        const csv = await importPosts(csvOf('retention', `"${text}"`));
        expect(csv.rows[0]?.row.retention).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('may have as many points as are kept', async () => {
    const { rows } = await importPosts(csvOf('retention', points(maxRetentionPoints)));
    expect(rows[0]?.row.retention?.seconds).toHaveLength(maxRetentionPoints);
  });
});
