import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasYoutube2026 } from '@viral-scan/worlds';
import { Unanswered } from './api.ts';
import { AlreadyRunning, openHome } from './home.ts';
import { parseOptions, type StartOptions, UsageError, usage } from './options.ts';
import { runStart } from './run-start.ts';
import { ScanFailed } from './scan-run.ts';
import { sharedDir } from './services.ts';
import { PortTaken } from './supervisor.ts';

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Refusals with a reason are told in one paragraph; anything else with its stack. */
const isRefusal = (error: unknown): error is Error =>
  [UsageError, AlreadyRunning, ScanFailed, PortTaken, Unanswered].some(
    (refusal) => error instanceof refusal,
  );

/** @throws ScanFailed when a recorded world was asked for whose data is not there */
function checkWorld({ world }: StartOptions): void {
  const data = join(sharedDir(projectRoot), 'data');
  if (world === 'youtube-2026' && !hasYoutube2026(data)) {
    throw new ScanFailed(
      `--world youtube-2026: its data is not at ${data}/youtube-trending-2026 (VIRAL_SCAN_SHARED points elsewhere)`,
    );
  }
}

/** Files as seen from where npm was called; it runs its scripts in the project's folder. */
function withFoundFiles(options: StartOptions): StartOptions {
  const find = (file: string | null): string | null => {
    if (file === null) return null;
    const found = resolve(process.env.INIT_CWD ?? '.', file);
    const stat = statSync(found, { throwIfNoEntry: false });
    if (stat === undefined) throw new ScanFailed(`${found}: there is no such file`);
    if (stat.isDirectory()) throw new ScanFailed(`${found}: is a folder, not a file`);
    return found;
  };
  return {
    ...options,
    postsFile: find(options.postsFile),
    snapshotsFile: find(options.snapshotsFile),
  };
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else {
    checkWorld(options);
    const home = openHome(process.env.VIRAL_SCAN_HOME ?? projectRoot);
    await runStart(projectRoot, home, withFoundFiles(options));
  }
} catch (error) {
  console.error(isRefusal(error) ? `\nviral-scan: ${error.message}` : error);
  if (error instanceof UsageError) console.error(`\n${usage}`);
  process.exitCode = 1;
}
// Whatever a Ctrl-C cut short (an engine coming up, an upload) must not hold the process.
process.exit();
