import type { FastifyInstance } from 'fastify';
import type { GrantStore } from '../grants/grant-store.ts';
import type { WebhookSettings } from '../settings.ts';
import type { WorldClock } from '../world-clock.ts';
import { announceMove } from './announce-move.ts';
import { announceRevocations } from './announce-revocations.ts';
import { createCallbacks } from './callbacks.ts';
import { createDeletions } from './deletions.ts';
import { createDeliveries } from './deliveries.ts';
import { webhookRoutes } from './routes.ts';
import { createSerials } from './serials.ts';
import type { TargetDeps } from './targets.ts';
import type { WebhookDeps } from './webhook-deps.ts';

export interface RegisterWebhooksDeps extends TargetDeps {
  readonly grants: GrantStore;
  readonly settings: WebhookSettings;
  readonly logId: () => string;
  readonly realNow: () => number;
}

/** What changes the world from behind the scenes, and so is told of. */
export interface Told {
  readonly clock: WorldClock;
  readonly grants: GrantStore;
}

/** The sending of webhooks, below `/_sandbox/webhooks`. */
export function registerWebhooks(app: FastifyInstance, deps: RegisterWebhooksDeps): Told {
  const { clock, grants, settings, realNow } = deps;
  const deliveries = createDeliveries({ ...settings, now: realNow });
  const webhooks: WebhookDeps = {
    ...deps,
    callbacks: createCallbacks(),
    deliveries,
    deletions: createDeletions(),
    serial: createSerials(realNow),
  };
  app.register(webhookRoutes, { ...webhooks, prefix: '/_sandbox/webhooks' });
  app.addHook('preClose', async () => deliveries.close());
  return {
    clock: {
      now: clock.now,
      set(next) {
        const from = clock.now();
        clock.set(next);
        if (settings.announces) announceMove(webhooks, from, clock.now());
      },
    },
    grants: announceRevocations(webhooks, grants),
  };
}
