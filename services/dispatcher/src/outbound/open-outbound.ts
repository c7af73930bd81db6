import { createEventStream } from '@viral-scan/queue';
import type { Runtime } from '@viral-scan/runtime';
import { createPools, createStore } from '@viral-scan/store';
import type { Redis } from 'ioredis';
import { createPartners, type PartnersConfig } from './partners.ts';
import { startOutbound } from './start-outbound.ts';

export interface OutboundConfig extends PartnersConfig {
  readonly DATABASE_URL: string;
  readonly OUTBOX_POLL_MS: number;
  readonly EVENT_STREAM: string;
}

/** For what a call's deadline does not cover. */
const marginMs = 1_000;

/** Delivers events to the stream and to the partners until the shutdown, over connections of its own. */
export function openOutbound(
  config: OutboundConfig,
  runtime: Pick<Runtime, 'service' | 'logger' | 'metrics' | 'shutdown'>,
  redis: Redis,
): { readonly running: Promise<void>; close(): Promise<void> } {
  const pools = createPools({
    databaseUrl: config.DATABASE_URL,
    applicationName: `${runtime.service}-outbound`,
    // One of them listens.
    max: 6,
    onError: (error) => runtime.logger.warn({ err: error }, 'a connection was lost'),
  });
  const store = createStore({ pool: pools.scan, identityPool: pools.identity });
  const partners = createPartners(config, runtime);
  const stream = createEventStream({ redis, stream: config.EVENT_STREAM });
  const { wake, running } = startOutbound(
    { outbound: store.outbound, destinations: [stream, ...partners.destinations] },
    { pollMs: config.OUTBOX_POLL_MS, sendWithinMs: config.PARTNER_TIMEOUT_MS + marginMs },
    runtime,
  );
  const stopListening = store.onOutbox(wake);
  return {
    running,
    async close() {
      await Promise.all([stopListening(), partners.close()]);
      await pools.end();
    },
  };
}
