import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@viral-scan/engines';
import { migrate } from '@viral-scan/store';
import { startEngines } from '../../../scripts/start/engines.ts';
import { openHome } from '../../../scripts/start/home.ts';
import { openIssuer } from '../../../scripts/start/issuer.ts';
import { parseOptions, type StartOptions } from '../../../scripts/start/options.ts';
import { planServices } from '../../../scripts/start/services.ts';
import { Supervisor } from '../../../scripts/start/supervisor.ts';
import { projectRoot } from '../harness.ts';
import { type PlatformProxy, platformProxy } from './platform-proxy.ts';
import type { Canaries } from './secrets.ts';

/** The services of `npm start`, with the platforms behind a proxy and logs of every level. */
export interface WatchedSystem {
  readonly apiUrl: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly userId: string;
  readonly token: string;
  readonly proxy: PlatformProxy;
  /** All lines that services and engines have logged so far. */
  logs(): string;
  /** `/metrics` of every service. */
  metrics(): Promise<string>;
  stop(): Promise<void>;
}

export async function watchedSystem(
  dir: string,
  canaries: Canaries,
  tracesUrl: string,
): Promise<WatchedSystem> {
  const home = openHome(dir);
  const said: string[] = [];
  const log = (line: string): unknown => said.push(line);
  const engines = await startEngines(
    dir,
    { databaseUrl: undefined, redisUrl: undefined },
    log,
    () => undefined,
  );
  let sandboxUrl = '';
  const proxy = await platformProxy(() => sandboxUrl, canaries);
  const supervisor = new Supervisor(() => undefined, log);
  const issuer = await openIssuer(home);
  const caller = { tenantId: randomUUID(), userId: randomUUID() };
  const plan = await planServices(
    projectRoot,
    home,
    parseOptions([]) as StartOptions,
    engines,
    { issuer, ...caller },
    () => freePort(),
  );
  sandboxUrl = plan.sandboxUrl;
  const stop = async (): Promise<void> => {
    await supervisor.stop(plan.stopOrder);
    await proxy.close();
    await engines.stop();
  };
  try {
    await migrate({ databaseUrl: engines.databaseUrl });
    const specs = plan.services.map((spec) => ({
      ...spec,
      env: {
        ...environmentOf(spec.name, spec.env, { sandboxUrl, proxyUrl: proxy.url, canaries }),
        LOG_LEVEL: 'trace',
        OTEL_EXPORTER_OTLP_ENDPOINT: tracesUrl,
      },
    }));
    const [sandbox, ...others] = specs;
    if (sandbox !== undefined) await supervisor.start(sandbox);
    await Promise.all(others.map((spec) => supervisor.start(spec)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    apiUrl: plan.apiUrl,
    sandboxUrl,
    databaseUrl: engines.databaseUrl,
    redisUrl: engines.redisUrl,
    userId: caller.userId,
    token: await issuer.tokenFor(caller.tenantId, caller.userId),
    proxy,
    logs: () => [...said, ...readLogs(home.dir)].join('\n'),
    metrics: async () => {
      const urls = plan.services.map(({ healthUrl }) => healthUrl.replace('/health', '/metrics'));
      const pages = await Promise.all(urls.map((url) => fetch(url).then((page) => page.text())));
      return pages.join('\n');
    },
    stop,
  };
}

interface Places {
  readonly sandboxUrl: string;
  readonly proxyUrl: string;
  readonly canaries: Canaries;
}

/** Calls of platforms pass the proxy; only the clock is asked of the sandbox itself. */
function environmentOf(
  service: string,
  env: Readonly<Record<string, string>>,
  { sandboxUrl, proxyUrl, canaries }: Places,
): Record<string, string> {
  if (service === 'platform-sandbox') {
    return {
      ...env,
      YOUTUBE_API_KEYS: canaries.apiKey,
      OAUTH_CLIENTS: `sandbox-client:${canaries.clientSecret}`,
    };
  }
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      if (/_CLIENT_SECRET$/.test(name)) return [name, canaries.clientSecret];
      if (name === 'YOUTUBE_API_KEY') return [name, canaries.apiKey];
      return [name, name === 'CLOCK_URL' ? value : value.replace(sandboxUrl, proxyUrl)];
    }),
  );
}

function readLogs(dir: string): string[] {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(dir, name), 'utf8'));
}
