import { freePort } from '@viral-scan/engines';
import { migrate } from '@viral-scan/store';
import { databaseIdentity, type Engines, startEngines } from './engines.ts';
import type { Home } from './home.ts';
import { openIssuer, uuidOf } from './issuer.ts';
import type { StartOptions } from './options.ts';
import { claimPort } from './ports.ts';
import type { RunFile } from './run-file.ts';
import { Sandbox } from './sandbox.ts';
import { type LocalCaller, planServices } from './services.ts';
import { PortTaken, Supervisor } from './supervisor.ts';

const tenantId = uuidOf('tenant/local');

/** Where the system answers, and for whom. */
export interface Reachable {
  readonly apiUrl: string;
  readonly sandbox: Sandbox;
  readonly userId: string;
  readonly token: string;
  /** See `databaseIdentity`. */
  readonly database: string;
}

export interface LocalSystemOptions {
  readonly projectRoot: string;
  readonly home: Home;
  readonly options: StartOptions;
  readonly runFile: RunFile;
  /** Progress, for people. */
  readonly log: (line: string) => void;
}

type ChoosePort = (preferred: number) => Promise<number>;

/** Engines and services of one start; `stop` ends whatever is up, at any moment. */
export class LocalSystem {
  readonly #given: LocalSystemOptions;
  #engines: Engines | null = null;
  #supervisor: Supervisor;
  #stopOrder: readonly string[] = [];

  constructor(given: LocalSystemOptions) {
    this.#given = given;
    this.#supervisor = this.#newSupervisor();
  }

  async start(): Promise<Reachable> {
    const { home, options, runFile, log } = this.#given;
    const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
    const engines = await startEngines(home.parent, { databaseUrl, redisUrl }, log, (pids) =>
      runFile.tell({ engine_pids: pids }),
    );
    this.#engines = engines;
    log('Engines      PostgreSQL and Redis are up');
    await migrate({ databaseUrl: engines.databaseUrl });

    const issuer = await openIssuer(home);
    const userId = uuidOf(`user/${options.world}/${options.postsFile ?? options.seed}`);
    const token = await issuer.tokenFor(tenantId, userId);
    const startServices = (choosePort: ChoosePort) =>
      this.#startServices(engines, { issuer, tenantId, userId }, choosePort);
    const urls = await startServices(claimPort).catch(async (error: unknown) => {
      if (!(error instanceof PortTaken)) throw error;
      log(`${error.message}: others are chosen`);
      await this.#supervisor.stop(this.#stopOrder);
      this.#supervisor = this.#newSupervisor();
      return startServices(freePort);
    });
    log(`Services     ${Object.keys(this.#supervisor.pids).join(', ')}`);
    runFile.tell({
      api_url: urls.apiUrl,
      docs_url: `${urls.apiUrl}/docs`,
      sandbox_url: urls.sandbox.url,
      tenant_id: tenantId,
      user_id: userId,
      token,
      database_url: engines.databaseUrl,
      redis_url: engines.redisUrl,
      scan_id: null,
    });
    return { ...urls, userId, token, database: await databaseIdentity(engines.databaseUrl) };
  }

  async stop(): Promise<void> {
    await this.#supervisor.stop(this.#stopOrder);
    await this.#engines?.stop();
  }

  async #startServices(
    engines: Engines,
    caller: LocalCaller,
    choosePort: ChoosePort,
  ): Promise<{ apiUrl: string; sandbox: Sandbox }> {
    const { projectRoot, home, options } = this.#given;
    const plan = await planServices(projectRoot, home, options, engines, caller, choosePort);
    this.#stopOrder = plan.stopOrder;
    const sandbox = new Sandbox(plan.sandboxUrl);
    const [world, ...visitors] = plan.services;
    // The world before its visitors: services read the clock from it.
    if (world !== undefined) {
      await this.#supervisor.start({ ...world, onRestarted: () => sandbox.restoreClock() });
    }
    await Promise.all(visitors.map((spec) => this.#supervisor.start(spec)));
    return { apiUrl: plan.apiUrl, sandbox };
  }

  #newSupervisor(): Supervisor {
    const { runFile, log } = this.#given;
    return new Supervisor((pids) => runFile.tell({ pids }), log);
  }
}
