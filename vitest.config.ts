import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * unit: no engine. integration: real PostgreSQL and Redis, started once by the
 * global set-up. timescale: the WebAssembly TimescaleDB, in the test's process.
 * long: `npm run test:long`. Files of these run beside each other on all cores; then
 * those of e2e and long one by one, since each starts a system of its own.
 */
const project = (name: string, include: string[], extra: object = {}) => ({
  test: {
    name,
    include,
    exclude: ['**/node_modules/**'],
    // Longer than a machine needs that is ten times slower: what hangs is found out all the same.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    setupFiles: ['packages/testing/src/property-seed.ts'],
    ...extra,
  },
});

const engines = { globalSetup: ['packages/testing/src/global-setup.ts'] };

/** Vitest would leave one core alone, which is half of a small machine. More would need a bigger PostgreSQL. */
const maxWorkers = Math.min(4, availableParallelism());

export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      project('unit', [
        '{packages,services}/*/test/**/*.unit.test.ts',
        'scripts/**/*.unit.test.ts',
      ]),
      project('integration', ['{packages,services}/*/test/**/*.integration.test.ts'], engines),
      project('timescale', ['packages/*/test/**/*.timescale.test.ts'], {
        testTimeout: 120_000,
      }),
      project('e2e', ['test/e2e/**/*.e2e.test.ts'], {
        testTimeout: 600_000,
        hookTimeout: 600_000,
        fileParallelism: false,
      }),
      project(
        'long',
        ['{packages,services}/*/test/**/*.long.test.ts', 'test/e2e/**/*.long.test.ts'],
        {
          ...engines,
          testTimeout: 900_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      ),
    ],
  },
});
