import type { FastifyInstance } from 'fastify';
import type { GrantStore } from '../grants/grant-store.ts';
import type { WebhookSettings } from '../settings.ts';
import { announceUploads } from '../websub/announce-uploads.ts';
import { createHub } from '../websub/hub.ts';
import { hubControlRoutes, hubRoutes } from '../websub/routes.ts';
import type { WorldClock } from '../world-clock.ts';
import { announceMove } from './announce-move.ts';
import { announceRevocations } from './announce-revocations.ts';
import { createCallbacks, webhookPlatforms } from './callbacks.ts';
import { createDeletions } from './deletions.ts';
import { createDeliveries } from './deliveries.ts';
import { registerOnceThere } from './register-callback.ts';
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

/** The sending of webhooks, below `/_sandbox/webhooks`, and the hub, below `/websub`. */
export function registerWebhooks(app: FastifyInstance, deps: RegisterWebhooksDeps): Told {
  const { clock, grants, settings, realNow } = deps;
  const deliveries = createDeliveries({ ...settings, now: realNow });
  const hub = createHub({ ...settings, realNow });
  const webhooks: WebhookDeps = {
    ...deps,
    callbacks: createCallbacks(),
    deliveries,
    hub,
    deletions: createDeletions(),
    serial: createSerials(realNow),
  };
  app.register(webhookRoutes, { ...webhooks, prefix: '/_sandbox/webhooks' });
  app.register(hubRoutes, { hub, leases: settings.leases, prefix: '/websub' });
  app.register(hubControlRoutes, { hub, prefix: '/_sandbox/websub' });
  const closing = new AbortController();
  app.addHook('onReady', async () => {
    for (const platform of webhookPlatforms) {
      const wish = settings.callbacks[platform];
      const { url, deauthorize_url, data_deletion_url } = wish ?? {};
      if (wish === undefined || (url ?? deauthorize_url ?? data_deletion_url) === undefined)
        continue;
      // Not waited for: the app may start after the sandbox.
      const warn = (problem: string) => app.log.warn({ problem }, 'callback not registered yet');
      void registerOnceThere(webhooks, platform, wish, { signal: closing.signal, warn });
    }
  });
  app.addHook('preClose', async () => {
    closing.abort();
    deliveries.close();
    hub.close();
  });
  return {
    clock: {
      now: clock.now,
      set(next, { quietly = false } = {}) {
        const from = clock.now();
        clock.set(next);
        if (quietly || !settings.announces) return;
        announceMove(webhooks, from, clock.now());
        announceUploads(webhooks, from, clock.now());
      },
    },
    grants: settings.announces ? announceRevocations(webhooks, grants) : grants,
  };
}
