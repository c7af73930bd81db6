import { join } from 'node:path';
import { type Counts, noCounts } from './counts.ts';
import { runProgram } from './run-program.ts';

type Check = { readonly name: string; readonly program: string; readonly args: readonly string[] };

const checks: readonly Check[] = [
  { name: 'types', program: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'lint', program: 'biome', args: ['check', '.'] },
  {
    name: 'architecture',
    program: 'depcruise',
    args: [
      'packages',
      'services',
      'bench',
      'test',
      'scripts',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
];

/**
 * Types, lint, and the arrows between packages. They are no tests: a check that
 * passes counts nothing, one that fails counts as one failure.
 */
export async function runStaticChecks(root: string): Promise<Counts> {
  const results = await Promise.all(checks.map((check) => runCheck(check, root)));
  return { ...noCounts, failed: results.filter((passed) => !passed).length };
}

async function runCheck(check: Check, root: string): Promise<boolean> {
  const startedAt = performance.now();
  const { code, output } = await runProgram(
    join(root, 'node_modules/.bin', check.program),
    check.args,
    { cwd: root, show: false },
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code === 0) console.log(`${check.name}: clean (${seconds} s)`);
  else console.log(`${check.name}: FAILED (${seconds} s)\n${output.trim()}`);
  return code === 0;
}
