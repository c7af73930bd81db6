import type { FastifyInstance } from 'fastify';
import { acceptForms, formOf } from '../form.ts';
import type { Hub } from './hub.ts';
import { type Leases, readWish } from './read-wish.ts';

/** The hub itself: a form to `/websub/subscribe`, errors as plain text. */
export async function hubRoutes(
  app: FastifyInstance,
  { hub, leases }: { readonly hub: Hub; readonly leases: Leases },
): Promise<void> {
  acceptForms(app);
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof RangeError)) throw error;
    return reply.code(400).type('text/plain').send(error.message);
  });
  app.post('/subscribe', async (request, reply) => {
    const form = formOf(request);
    const wish = readWish(form, leases);
    if (form.get('hub.verify') === 'sync') {
      const isVerified = await hub.request(wish);
      return isVerified
        ? reply.code(204).send()
        : reply.code(409).type('text/plain').send('the subscriber did not confirm');
    }
    // The subscriber may be asked only after it knows that it will be: not before this answer.
    reply.raw.once('finish', () => void hub.request(wish));
    return reply.code(202).send();
  });
}

/** Who is subscribed, below `/_sandbox/websub`. */
export async function hubControlRoutes(
  app: FastifyInstance,
  { hub }: { readonly hub: Hub },
): Promise<void> {
  app.get('/subscriptions', () => ({
    subscriptions: hub.active().map(({ callback, topic, secret, leaseSeconds, expiresAt }) => ({
      callback: callback.href,
      topic,
      has_secret: secret !== null,
      lease_seconds: leaseSeconds,
      expires_at: expiresAt.toISOString(),
    })),
    verifications: hub.verifications().map(({ mode, callback, topic, outcome, reason }) => ({
      mode,
      callback: callback.href,
      topic,
      outcome,
      reason,
    })),
  }));
}
