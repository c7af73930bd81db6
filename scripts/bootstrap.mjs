/**
 * The door to every command of package.json. Runs on the Node a machine
 * happens to have (20 or newer) and needs no dependency: it installs what the
 * lock file names, finds the Node 24 that comes with it, and hands over.
 *
 *   node scripts/bootstrap.mjs <task> [arguments of the task…]
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutInheritedNpm } from './bootstrap/environment.mjs';
import { findNode24, handOver } from './bootstrap/hand-over.mjs';
import { installUnlessCurrent } from './bootstrap/install.mjs';

const tasks = {
  start: 'scripts/start/main.ts',
  test: 'scripts/tasks/test.ts',
  'test:long': 'scripts/tasks/test-long.ts',
  check: 'scripts/tasks/check.ts',
  format: 'scripts/tasks/format.ts',
  bench: 'scripts/tasks/bench.ts',
  replay: 'scripts/replay/main.ts',
  record: 'scripts/record/main.ts',
  migrate: 'services/dispatcher/src/migrate.ts',
  'rotate-keys': 'services/dispatcher/src/rotate-keys.ts',
  'service-key': 'services/scan-api/src/create-service-key.ts',
  'scrape-limit': 'services/scan-api/src/set-scrape-limit.ts',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function main() {
  const [task = '', ...args] = process.argv.slice(2);
  if (!Object.hasOwn(tasks, task)) {
    throw new Error(`unknown task "${task}"; there are: ${Object.keys(tasks).join(', ')}`);
  }
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new Error(`Viral Scan needs Node 20 or newer, this is ${process.version}`);
  }
  const env = withoutInheritedNpm(process.env);
  await installUnlessCurrent(root, env);
  const node = findNode24(root);
  process.exitCode = await handOver(node, [join(root, tasks[task]), ...args], { root, env });
}

main().catch((error) => {
  console.error(`viral-scan: ${error.message}`);
  process.exitCode = 1;
});
