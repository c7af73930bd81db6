import { expect, test } from 'vitest';
import { addCounts, countsLine, exitCodeOf } from '../tasks/counts.ts';
import { countTests, type VitestReport } from '../tasks/vitest-report.ts';

function report(...files: { state: string; tests: string[] }[]): VitestReport {
  return {
    files: files.map(({ state, tests }, index) => ({
      project: 'unit',
      path: `file-${index}.test.ts`,
      durationMs: 1,
      state,
      errors: [],
      tests: tests.map((test) => ({ name: `a ${test} > test`, state: test })),
    })),
    unhandledErrors: [],
  };
}

function countsOf(...args: Parameters<typeof countTests>) {
  return countTests(...args).counts;
}

test('passed, failed and all kinds of skipped tests are counted', () => {
  const file = {
    state: 'failed',
    tests: ['passed', 'passed', 'failed', 'skipped', 'pending'],
  };
  expect(countsOf(report(file), 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('a file that cannot be loaded counts as one failure', () => {
  const files = [
    { state: 'passed', tests: ['passed'] },
    { state: 'failed', tests: [] },
  ];
  expect(countsOf(report(...files), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('an unhandled error beside passing tests counts as one failure', () => {
  const file = { state: 'passed', tests: ['passed'] };
  expect(countsOf(report(file), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a run that ends in failure without a report counts as one failure', () => {
  expect(countsOf(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a run that fails before any file counts as one failure', () => {
  expect(countsOf(report(), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('tests that a name filter left out are not counted as skipped', () => {
  const file = { state: 'passed', tests: ['passed', 'skipped', 'pending'] };
  expect(countsOf(report(file), 0, /pending test/)).toEqual({ passed: 1, failed: 0, skipped: 1 });
});

test('a run without tests, or with a failure, is no success', () => {
  expect(exitCodeOf({ passed: 0, failed: 0, skipped: 9 })).toBe(1);
  expect(exitCodeOf({ passed: 9, failed: 1, skipped: 0 })).toBe(1);
  expect(exitCodeOf({ passed: 1, failed: 0, skipped: 9 })).toBe(0);
});

test('the last line names the three counts', () => {
  const sum = addCounts(
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 0, skipped: 1 },
  );
  expect(countsLine(sum)).toBe('11 passed, 2 failed, 4 skipped');
});
