import { availableParallelism, totalmem } from 'node:os';
import { addCounts, exitCodeOf } from './counts.ts';
import { passSignalsOn } from './run-program.ts';
import { runVitest } from './run-vitest.ts';
import { runStaticChecks } from './static-checks.ts';
import { summaryLines } from './summary.ts';

/**
 * Runs checks and tests and ends the process's output with what failed, and the counts.
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
  const startedAt = performance.now();
  const isWhole = options.filters.length === 0;
  const failedChecks = options.withChecks && isWhole ? await runStaticChecks(options.root) : [];
  const tests = await runVitest(options.root, options.projects, options.filters);
  const counts = addCounts(tests.counts, { passed: 0, failed: failedChecks.length, skipped: 0 });
  if (counts.passed + counts.failed === 0) console.log('no test ran');
  const lines = summaryLines({
    counts,
    failures: [...failedChecks, ...tests.failures],
    files: tests.files,
    durationMs: performance.now() - startedAt,
    machine: `${availableParallelism()} CPUs, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  });
  console.log(lines.join('\n'));
  return exitCodeOf(counts);
}
