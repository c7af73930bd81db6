import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../tasks/project-root.ts';

/** Runs what CI runs with suites that only print, and end with a code. */
describe('the run of CI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'viral-scan-ci-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (suites: { readonly test: string; readonly long: string }) => {
    const npm = join(folder, 'npm');
    writeFileSync(
      npm,
      `#!/bin/sh\ncase "$*" in\ntest) ${suites.test} ;;\n'run test:long') ${suites.long} ;;\nesac\n`,
    );
    chmodSync(npm, 0o755);
    const { status, stdout } = spawnSync(join(projectRoot, '.ci/run'), {
      env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
      encoding: 'utf8',
    });
    return { status, lines: stdout.trimEnd().split('\n') };
  };
  const suite = (lines: readonly string[], code: number) =>
    `cat <<'END'\n${lines.join('\n')}\nEND\nexit ${code}`;
  const clean = suite(['took 6.0 s on 2 CPUs, 8 GiB', '5 passed, 0 failed, 1 skipped'], 0);

  it('ends with the times, slowest files and failures of both suites, and their sum', () => {
    const { status, lines } = run({
      test: suite(
        [
          'FAILED is a word of some output',
          'took 4.0 s on 2 CPUs, 8 GiB',
          'slow 3.0 s unit packages/x/test/y.unit.test.ts',
          'FAILED unit packages/x/test/y.unit.test.ts > one is two: expected 1 to be 2',
          '3 passed, 1 failed, 2 skipped',
        ],
        1,
      ),
      long: clean,
    });
    expect(lines.slice(-5)).toEqual([
      'npm test took 4.0 s on 2 CPUs, 8 GiB',
      'slow 3.0 s unit packages/x/test/y.unit.test.ts',
      'npm run test:long took 6.0 s on 2 CPUs, 8 GiB',
      'FAILED unit packages/x/test/y.unit.test.ts > one is two: expected 1 to be 2',
      '8 passed, 1 failed, 3 skipped',
    ]);
    expect(lines.slice(0, -5).at(-1)).toBe('5 passed, 0 failed, 1 skipped');
    expect(status).toBe(1);
  });

  it('counts and names a suite that ended before it could count', () => {
    const { status, lines } = run({ test: suite(['took'], 137), long: clean });
    expect(lines.slice(-2)).toEqual([
      'FAILED npm test: ended with code 137 before it could count',
      '5 passed, 1 failed, 1 skipped',
    ]);
    expect(status).toBe(1);
  });

  it('succeeds when both did', () => {
    const { status, lines } = run({ test: clean, long: clean });
    expect(lines.at(-1)).toBe('10 passed, 0 failed, 2 skipped');
    expect(status).toBe(0);
  });
});
