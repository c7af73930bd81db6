import { addCounts, countsLine, exitCodeOf, noCounts } from './counts.ts';
import { passSignalsOn } from './run-program.ts';
import { runVitest } from './run-vitest.ts';
import { runStaticChecks } from './static-checks.ts';

/**
 * Runs checks and tests and ends the process's output with the counts.
 * With filters only the tests they choose run, and no checks.
 *
 * @returns the exit code
 */
export async function runTests(options: {
  readonly root: string;
  readonly projects: readonly string[];
  readonly filters: readonly string[];
  readonly withChecks: boolean;
}): Promise<0 | 1> {
  passSignalsOn();
  const isWhole = options.filters.length === 0;
  const checks = options.withChecks && isWhole ? await runStaticChecks(options.root) : noCounts;
  const tests = await runVitest(options.root, options.projects, options.filters);
  const counts = addCounts(checks, tests);
  if (counts.passed + counts.failed === 0) console.log('no test ran');
  console.log(countsLine(counts));
  return exitCodeOf(counts);
}
