import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AlreadyRunning, openHome } from './home.ts';
import { parseOptions, UsageError, usage } from './options.ts';
import { runStart } from './run-start.ts';
import { ScanFailed } from './scan-run.ts';

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Refusals with a reason are told in one paragraph; anything else with its stack. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof UsageError || error instanceof AlreadyRunning || error instanceof ScanFailed;

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else await runStart(projectRoot, openHome(process.env.VIRAL_SCAN_HOME ?? projectRoot), options);
} catch (error) {
  console.error(isRefusal(error) ? `\nviral-scan: ${error.message}` : error);
  if (error instanceof UsageError) console.error(`\n${usage}`);
  process.exitCode = 1;
}
