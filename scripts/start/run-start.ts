import { rmSync } from 'node:fs';
import type { ScanResults } from '@viral-scan/contracts';
import { freePort } from '@viral-scan/engines';
import { migrate } from '@viral-scan/store';
import { Api } from './api.ts';
import { databaseIdentity, type Engines, startEngines } from './engines.ts';
import { firstScan } from './first-scan.ts';
import { type Home, takeLock } from './home.ts';
import { openIssuer, uuidOf } from './issuer.ts';
import { writeJson } from './json-file.ts';
import type { StartOptions } from './options.ts';
import { claimPort } from './ports.ts';
import { Sandbox } from './sandbox.ts';
import { planServices, type ServicePlan } from './services.ts';
import { summarize } from './summary.ts';
import { PortTaken, Supervisor } from './supervisor.ts';

const tenantId = uuidOf('tenant/local');

/** Brings everything up, runs the first scan, tells the result, and stays until Ctrl-C. */
export async function runStart(
  projectRoot: string,
  home: Home,
  options: StartOptions,
): Promise<void> {
  const startedAt = Date.now();
  const unlock = takeLock(home);
  const stop = untilAskedToStop();
  let engines: Engines | null = null;
  let plan: ServicePlan | null = null;
  const runFile = home.path('run.json');
  const run: Record<string, unknown> = {};
  let hasReport = false;
  const log = (line: string): void => console.log(line);
  /** Written once all of it is known, and at every change after. */
  const tell = (news: Record<string, unknown>): void => {
    Object.assign(run, news);
    if (run.scan_id !== undefined) writeJson(runFile, run);
  };
  const newSupervisor = () => new Supervisor((pids) => tell({ pids }), log);
  let supervisor = newSupervisor();
  try {
    await stop.orUntil(async () => {
      const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
      engines = await startEngines(home.parent, { databaseUrl, redisUrl }, log, (pids) =>
        tell({ engine_pids: pids }),
      );
      console.log(`Engines      PostgreSQL and Redis are up (${secondsSince(startedAt)})`);
      await migrate({ databaseUrl: engines.databaseUrl });

      const issuer = await openIssuer(home);
      const stores = engines;
      const startServices = async (choosePort: (preferred: number) => Promise<number>) => {
        const planned = await planServices(projectRoot, home, options, stores, issuer, choosePort);
        plan = planned;
        const { apiUrl, sandboxUrl } = planned;
        tell({ api_url: apiUrl, docs_url: `${apiUrl}/docs`, sandbox_url: sandboxUrl });
        const sandbox = new Sandbox(sandboxUrl);
        const [world, ...visitors] = planned.services;
        // The world before its visitors: services read the clock from it.
        if (world !== undefined) {
          await supervisor.start({ ...world, onRestarted: () => sandbox.restoreClock() });
        }
        await Promise.all(visitors.map((spec) => supervisor.start(spec)));
        return { apiUrl, sandboxUrl, sandbox };
      };
      const userId = uuidOf(`user/${options.world}/${options.postsFile ?? options.seed}`);
      const token = await issuer.tokenFor(tenantId, userId);
      const { apiUrl, sandboxUrl, sandbox } = await startServices(claimPort).catch(
        async (error: unknown) => {
          if (!(error instanceof PortTaken)) throw error;
          console.log(`${error.message}: others are chosen`);
          await supervisor.stop(plan?.stopOrder ?? []);
          supervisor = newSupervisor();
          return startServices(freePort);
        },
      );
      tell({
        user_id: userId,
        token,
        scan_id: null,
        database_url: engines.databaseUrl,
        redis_url: engines.redisUrl,
      });
      console.log(
        `Services     ${Object.keys(supervisor.pids).join(', ')} (${secondsSince(startedAt)})`,
      );

      const api = new Api(apiUrl, token);
      const results = await firstScan(
        {
          api,
          sandbox,
          home,
          database: await databaseIdentity(engines.databaseUrl),
          onInitiated: (scanId) => tell({ scan_id: scanId }),
        },
        options,
      );
      hasReport = true;
      if (results.report !== null) console.log(`\n${summarize(results.report)}`);
      console.log(`\nFirst report after ${secondsSince(startedAt)}.`);
      if (options.once) return;
      console.log(howToGoOn(apiUrl, sandboxUrl, results, userId, runFile));
      await stop.asked;
    });
  } finally {
    console.log('\nStopping …');
    await supervisor.stop((plan as ServicePlan | null)?.stopOrder ?? []);
    await (engines as Engines | null)?.stop();
    rmSync(runFile, { force: true });
    unlock();
    console.log('Stopped.');
    // Stopped before there was a result, as a shell says it.
    if (!hasReport) process.exitCode = interrupted;
  }
}

const interrupted = 130;

const secondsSince = (at: number): string => `${((Date.now() - at) / 1000).toFixed(1)} s`;

/**
 * Ctrl-C, SIGTERM or a closed terminal, heard until the end: npm may send two of them for one key,
 * and stopping has its own end.
 */
function untilAskedToStop() {
  const events = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const ask = (): void => resolve();
  for (const event of events) process.on(event, ask);
  return {
    asked,
    /** Ends with the work, or as soon as a stop is asked for. */
    orUntil: (work: () => Promise<void>): Promise<void> => Promise.race([work(), asked]),
  };
}

function howToGoOn(
  apiUrl: string,
  sandboxUrl: string,
  results: ScanResults,
  userId: string,
  runFile: string,
): string {
  const { scan_id: scanId, report } = results;
  const again = JSON.stringify({
    platforms: report?.parameters.platforms,
    accounts: report?.parameters.accounts,
    lookback_days: report?.parameters.lookback_days,
  });
  return `
  API docs   ${apiUrl}/docs
  Results    ${apiUrl}/scan/results/${scanId}
  Sandbox    ${sandboxUrl}/
  For scripts: ${runFile}

Go on with (in another terminal, in this folder):

  TOKEN=$(node -p "JSON.parse(fs.readFileSync('.viral-scan/run.json')).token")
  curl -s -H "Authorization: Bearer $TOKEN" ${apiUrl}/scan/results/${scanId}
  curl -s -H "Authorization: Bearer $TOKEN" ${apiUrl}/users/${userId}/scan/latest
  curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
    -d '${again.replaceAll("'", "'\\''")}' ${apiUrl}/scan/initiate
  curl -s ${sandboxUrl}/_sandbox/accounts

Ctrl-C stops everything; your scans are kept for the next start.`;
}
