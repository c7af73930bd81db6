import type { Counts } from './counts.ts';

/** What our reporter writes of a run of vitest. */
export type VitestReport = {
  readonly files: readonly FileReport[];
  /** First lines of what was thrown outside of every test and hook. */
  readonly unhandledErrors: readonly string[];
};

export type FileReport = {
  readonly project: string;
  /** From the root of the repository. */
  readonly path: string;
  /** With loading it, and its hooks. */
  readonly durationMs: number;
  readonly state: string;
  /** First lines of the errors of loading it and of its hooks. */
  readonly errors: readonly string[];
  readonly tests: readonly TestReport[];
};

export type TestReport = {
  /** The names of its groups and its own, with " > " between them. */
  readonly name: string;
  readonly state: string;
  /** First line of its first error, when it failed. */
  readonly error?: string;
};

export type TestsResult = {
  readonly counts: Counts;
  /** One line for each failure that is counted, without line breaks. */
  readonly failures: readonly string[];
};

/**
 * Counts tests and names what failed. What fails outside of any test is a failure too: a file that
 * cannot be loaded or did not end, a hook, an unhandled error, or a run that wrote no report at all.
 *
 * @param exitCode of vitest
 * @param namePattern when given, tests whose full name does not match were
 *   skipped because nobody asked for them, and are not counted
 */
export function countTests(
  report: VitestReport | undefined,
  exitCode: number,
  namePattern?: RegExp,
): TestsResult {
  let passed = 0;
  let skipped = 0;
  const failures: string[] = [];
  for (const file of report?.files ?? []) {
    const where = `${file.project} ${file.path}`;
    const failedBefore = failures.length;
    for (const { name, state, error } of file.tests) {
      if (state === 'passed') passed += 1;
      else if (state === 'failed') failures.push(`${where} > ${name}: ${error ?? 'no error'}`);
      else if (namePattern === undefined || namePattern.test(name.replaceAll(' > ', ' '))) {
        skipped += 1;
      }
    }
    const ended = file.state === 'passed' || file.state === 'skipped';
    if (!ended && failures.length === failedBefore) {
      failures.push(`${where}: ${file.errors[0] ?? `ended as ${file.state}`}`);
    }
  }
  for (const error of report?.unhandledErrors ?? []) failures.push(`outside of any test: ${error}`);
  if (exitCode !== 0 && failures.length === 0) {
    const what = report === undefined ? 'wrote no report' : 'names no failure';
    failures.push(`vitest ended with code ${exitCode} and ${what}; its output above says more`);
  }
  return { counts: { passed, failed: failures.length, skipped }, failures };
}
