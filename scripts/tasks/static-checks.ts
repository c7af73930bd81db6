import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/** As tsc, biome and dependency-cruiser write where something is. */
const place = /\.\w+\(\d+,\d+\)|\.\w+:\d+|\.\w+ (format|organizeImports)|^error /;

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
 *
 * @returns a line for each that failed
 */
export async function runStaticChecks(root: string): Promise<string[]> {
  const results = await Promise.all(checks.map((check) => runCheck(check, root)));
  return results.filter((line) => line !== null);
}

async function runCheck(check: Check, root: string): Promise<string | null> {
  const startedAt = performance.now();
  const { code, output } = await runProgram(
    join(root, 'node_modules/.bin', check.program),
    check.args,
    { cwd: root, show: false },
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code === 0) {
    console.log(`${check.name}: clean (${seconds} s)`);
    return null;
  }
  console.log(`${check.name}: FAILED (${seconds} s)\n${output.trim()}`);
  return `check ${check.name}: ${firstFinding(output)}`;
}

/** Of what a check found, the first line that names a place. */
export function firstFinding(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/━+/, '').trim())
    .filter((line) => line !== '');
  return lines.find((line) => place.test(line)) ?? lines[0] ?? 'no output';
}
