import { expect, test } from 'vitest';
import { firstFinding } from '../tasks/static-checks.ts';

test.each([
  [
    'tsc',
    "packages/a/src/b.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.\n  more",
    "packages/a/src/b.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.",
  ],
  [
    'biome',
    'Checked 1 file in 2ms.\nFound 1 error.\npackages/a/src/b.ts:1:8 lint/style/useConst ━━━━━━━━━━\n\n  × This let …',
    'packages/a/src/b.ts:1:8 lint/style/useConst',
  ],
  [
    'biome about formatting',
    'Found 1 error.\npackages/a/src/b.ts format ━━━━━━━━━━━━\n\n  × Formatter …',
    'packages/a/src/b.ts format',
  ],
  [
    'dependency-cruiser',
    '\n  error no-circular: packages/a/src/b.ts → packages/a/src/c.ts\n\nx 1 violation',
    'error no-circular: packages/a/src/b.ts → packages/a/src/c.ts',
  ],
  ['a program that says little', '\nkilled\n', 'killed'],
  ['a program that says nothing', '', 'no output'],
])('of a check that failed the first finding is named: %s', (_program, output, line) => {
  expect(firstFinding(output)).toBe(line);
});
