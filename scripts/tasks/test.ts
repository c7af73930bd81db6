import { projectRoot } from './project-root.ts';
import { runTests } from './run-tests.ts';

process.exitCode = await runTests({
  root: projectRoot,
  projects: ['unit', 'integration', 'timescale', 'e2e'],
  filters: process.argv.slice(2),
  withChecks: true,
});
