import { projectRoot } from './project-root.ts';
import { runTests } from './run-tests.ts';

process.exitCode = await runTests({
  root: projectRoot,
  projects: ['long'],
  filters: process.argv.slice(2),
  withChecks: false,
});
