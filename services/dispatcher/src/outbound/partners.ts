import { createEgress, type EgressOptions } from '@viral-scan/egress';
import { createOrchestratorClient, createViralEngineClient } from '@viral-scan/partners';
import type { Runtime } from '@viral-scan/runtime';
import type { EventDestination } from '@viral-scan/scan';

export interface PartnersConfig {
  readonly VIRAL_ENGINE_URL?: string | undefined;
  readonly VIRAL_ENGINE_TOKEN?: string | undefined;
  readonly ORCHESTRATOR_URL?: string | undefined;
  readonly ORCHESTRATOR_TOKEN?: string | undefined;
  readonly PARTNER_TIMEOUT_MS: number;
}

export interface Partners {
  readonly destinations: readonly EventDestination[];
  close(): Promise<void>;
}

const factories = {
  orchestrator: createOrchestratorClient,
  'viral-engine': createViralEngineClient,
} as const;

/**
 * The partners that are configured, each with a client and a breaker of its own: they may share a host,
 * and one that is away says nothing of the other.
 */
export function createPartners(
  config: PartnersConfig,
  runtime: Pick<Runtime, 'logger' | 'metrics'>,
  breaker: NonNullable<EgressOptions['breaker']> = {},
): Partners {
  const { logger, metrics } = runtime;
  const open = (
    name: keyof typeof factories,
    baseUrl: string | undefined,
    token: string | undefined,
  ) => {
    if (baseUrl === undefined) return [];
    // An operator named it: it may be anywhere.
    const { origin, host } = new URL(baseUrl);
    metrics.breakerOpen.set({ destination: name, host }, 0);
    const egress = createEgress({
      allow: [origin],
      defaults: { deadlineMs: config.PARTNER_TIMEOUT_MS },
      breaker,
      onCall: ({ status }) => metrics.upstreamRequests.inc({ host, status: String(status) }),
      onBreaker: ({ state }) => {
        metrics.breakerOpen.set({ destination: name, host }, state === 'closed' ? 0 : 1);
        metrics.breakerChanges.inc({ destination: name, host, state });
        const fields = { destination: name, host, state };
        if (state === 'half_open') logger.debug(fields, 'the breaker of a partner changed');
        else logger.warn(fields, 'the breaker of a partner changed');
      },
    });
    const destination: EventDestination = factories[name]({
      baseUrl,
      token: token ?? null,
      http: (request) => egress.request({ ...request, dropsBody: true }),
      openForMs: egress.openForMs,
    });
    return [{ destination, close: egress.close }];
  };
  const opened = [
    ...open('orchestrator', config.ORCHESTRATOR_URL, config.ORCHESTRATOR_TOKEN),
    ...open('viral-engine', config.VIRAL_ENGINE_URL, config.VIRAL_ENGINE_TOKEN),
  ];
  return {
    destinations: opened.map(({ destination }) => destination),
    async close() {
      await Promise.all(opened.map(({ close }) => close()));
    },
  };
}
