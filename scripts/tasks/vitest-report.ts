import type { Counts } from './counts.ts';

/** The parts of vitest's JSON report that are counted. */
export type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/**
 * Counts tests. What fails outside of any test counts as one failure: a file
 * that cannot be loaded, a hook, an unhandled error, or a run that wrote no
 * report at all.
 *
 * @param exitCode of vitest, which also knows of unhandled errors
 * @param namePattern when given, tests whose full name does not match were
 *   skipped because nobody asked for them, and are not counted
 */
export function countTests(
  report: VitestReport | undefined,
  exitCode: number,
  namePattern?: RegExp,
): Counts {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const file of report?.testResults ?? []) {
    const failedBefore = failed;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') failed += 1;
      else if (namePattern === undefined || namePattern.test(test.fullName)) skipped += 1;
    }
    if (file.status === 'failed' && failed === failedBefore) failed += 1;
  }
  if (exitCode !== 0 && failed === 0) failed = 1;
  return { passed, failed, skipped };
}
