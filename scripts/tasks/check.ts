import { exitCodeOf } from './counts.ts';
import { projectRoot } from './project-root.ts';
import { passSignalsOn } from './run-program.ts';
import { runStaticChecks } from './static-checks.ts';

passSignalsOn();
const { length: failed } = await runStaticChecks(projectRoot);
process.exitCode = exitCodeOf({ passed: 1, failed, skipped: 0 });
