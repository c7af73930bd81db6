import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../tasks/project-root.ts';
import { reportFileVariable } from '../tasks/report-reporter.ts';
import { runProgram } from '../tasks/run-program.ts';
import { summaryLines } from '../tasks/summary.ts';
import { countTests, type VitestReport } from '../tasks/vitest-report.ts';

const reporter = join(projectRoot, 'scripts/tasks/report-reporter.ts');

const files = {
  'a.test.mjs': `
    describe('sums', () => {
      test('of one and one', () => expect(1 + 1, 'a sum').toBe(3));
      test('of two', () => expect(2).toBe(2));
    });
    test.skip('later', () => {});`,
  'hook.test.mjs': `
    describe('a room', () => {
      beforeAll(() => { throw new Error('no room\\nat all'); });
      test('is there', () => {});
    });`,
  'load.test.mjs': `throw new Error('cannot be loaded');`,
  'unhandled.test.mjs': `
    test('goes on', async () => {
      Promise.reject(new Error('nobody listens'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    });`,
  'vitest.config.mjs': `
    export default { test: { projects: [{ test: { name: 'tiny', globals: true, include: ['*.test.mjs'] } }] } };`,
};

test('every kind of failure is named before the counts, with project, file and first line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'viral-scan-failures-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const reportFile = join(folder, 'report.json');
    const { code } = await runProgram(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', `--root=${folder}`, `--reporter=${reporter}`],
      { cwd: projectRoot, show: false, env: { [reportFileVariable]: reportFile } },
    );
    const report: VitestReport = JSON.parse(readFileSync(reportFile, 'utf8'));
    const { counts, failures } = countTests(report, code);
    const lines = summaryLines({
      counts,
      failures: failures.toSorted(),
      files: report.files,
      durationMs: 4321,
      machine: 'two CPUs',
    });
    expect(lines[0]).toBe('took 4.3 s on two CPUs');
    expect(
      lines
        .slice(1, 5)
        .map((line) => line.replace(/[\d.]+/, 'N'))
        .toSorted(),
    ).toEqual(['a', 'hook', 'load', 'unhandled'].map((name) => `slow N s tiny ${name}.test.mjs`));
    expect(lines.slice(5)).toEqual([
      'FAILED outside of any test: nobody listens',
      'FAILED tiny a.test.mjs > sums > of one and one: a sum: expected 2 to be 3 // Object.is equality',
      'FAILED tiny hook.test.mjs: no room',
      'FAILED tiny load.test.mjs: cannot be loaded',
      '2 passed, 4 failed, 2 skipped',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
