import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFileVariable } from './report-reporter.ts';
import { runProgram } from './run-program.ts';
import {
  countTests,
  type FileReport,
  type TestsResult,
  type VitestReport,
} from './vitest-report.ts';

const vitest = 'node_modules/vitest/vitest.mjs';
const reporter = './scripts/tasks/report-reporter.ts';

/**
 * Runs the projects' tests. A filter that is part of a test file's path chooses
 * files; any other word is looked for in the names of the tests. What begins
 * with "-" goes to vitest as it is.
 */
export async function runVitest(
  root: string,
  projects: readonly string[],
  filters: readonly string[],
): Promise<TestsResult & { readonly files: readonly FileReport[] }> {
  const chosen = projects.flatMap((name) => ['--project', name]);
  const words = filters.filter((word) => !word.startsWith('-'));
  const flags = filters.filter((word) => word.startsWith('-'));
  const byName = words.length > 0 && !(await matchesFiles(root, chosen, words));
  const folder = await mkdtemp(join(tmpdir(), 'viral-scan-test-'));
  const reportFile = join(folder, 'report.json');
  try {
    const { code } = await runProgram(
      process.execPath,
      [
        vitest,
        'run',
        ...chosen,
        '--passWithNoTests',
        '--reporter=default',
        `--reporter=${reporter}`,
        ...flags,
        ...(byName ? ['-t', words.map(escapeForRegExp).join(' ')] : words),
      ],
      { cwd: root, show: true, env: { [reportFileVariable]: reportFile } },
    );
    const pattern = byName ? new RegExp(words.map(escapeForRegExp).join(' ')) : undefined;
    const report = await readReport(reportFile);
    return { ...countTests(report, code, pattern), files: report?.files ?? [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function matchesFiles(
  root: string,
  chosen: readonly string[],
  words: readonly string[],
): Promise<boolean> {
  const { output } = await runProgram(
    process.execPath,
    [vitest, 'list', '--filesOnly', '--passWithNoTests', ...chosen, ...words],
    { cwd: root, show: false },
  );
  return /\.test\.ts/.test(output);
}

async function readReport(file: string): Promise<VitestReport | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function escapeForRegExp(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
