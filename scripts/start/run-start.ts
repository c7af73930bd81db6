import { Api } from './api.ts';
import { firstScan } from './first-scan.ts';
import { type Home, takeLock } from './home.ts';
import { howToGoOn } from './how-to-go-on.ts';
import { LocalSystem } from './local-system.ts';
import type { StartOptions } from './options.ts';
import { RunFile } from './run-file.ts';
import { listenForStop } from './stop-wish.ts';
import { summarize } from './summary/summary.ts';
import { registerWebhooks } from './webhooks.ts';

/** Ended by a signal before there was a result, as shells say it. */
const interrupted = 130;

/** Brings everything up, runs the first scan, tells the result, and stays until Ctrl-C. */
export async function runStart(
  projectRoot: string,
  home: Home,
  options: StartOptions,
): Promise<void> {
  const startedAt = Date.now();
  const sinceStart = (): string => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  const unlock = takeLock(home);
  const stop = listenForStop();
  const runFile = new RunFile(home.path('run.json'));
  const log = (line: string): void => console.log(line);
  const timed = (line: string): void => log(`${line} (${sinceStart()})`);
  const system = new LocalSystem({ projectRoot, home, options, runFile, log: timed });
  let hasReport = false;
  try {
    await stop.orUntil(async () => {
      const reachable = await system.start();
      const results = await firstScan(
        {
          api: new Api(reachable.apiUrl, reachable.token),
          sandbox: reachable.sandbox,
          database: reachable.database,
          home,
          onInitiated: (scanId) => runFile.tell({ scan_id: scanId }),
        },
        options,
      );
      hasReport = true;
      if (results.report !== null) log(`\n${summarize(results.report)}`);
      log(`\nFirst report after ${sinceStart()}.`);
      if (options.once) return;
      await registerWebhooks(reachable.sandbox, reachable.apiUrl);
      log(howToGoOn(reachable, results, runFile.path));
      await stop.asked;
    });
  } finally {
    log('\nStopping …');
    await system.stop();
    runFile.remove();
    unlock();
    log('Stopped.');
    if (!hasReport) process.exitCode = interrupted;
  }
}
