import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Callback, webhookPlatforms } from './callbacks.ts';
import type { Delivery } from './deliveries.ts';
import { registerCallback } from './register-callback.ts';
import { sendOrder } from './send.ts';
import { readOrder } from './send-schema.ts';
import type { WebhookDeps } from './webhook-deps.ts';

const platformParams = z.object({ platform: z.enum(webhookPlatforms) });
const text = z.string().min(1).max(2_000);
const callbackBody = z
  .strictObject({
    url: text.optional(),
    verify_token: text.optional(),
    /** The app's own by default. */
    secret: text.optional(),
    deauthorize_url: text.optional(),
    data_deletion_url: text.optional(),
  })
  .refine(
    ({ url, deauthorize_url, data_deletion_url }) => url ?? deauthorize_url ?? data_deletion_url,
    {
      message: 'needs an address',
      path: ['url'],
    },
  );

/** Callbacks and what is sent to them, below `/_sandbox/webhooks`. */
export async function webhookRoutes(app: FastifyInstance, deps: WebhookDeps): Promise<void> {
  const { callbacks, deliveries } = deps;
  const closing = new AbortController();
  app.addHook('onClose', async () => closing.abort());

  app.get('/', () => ({ callbacks: callbacks.list().map(callbackView) }));
  app.put('/:platform', async (request) => {
    const { platform } = platformParams.parse(request.params);
    const asked = callbackBody.parse(request.body);
    await registerCallback(deps, platform, asked, closing.signal);
    return callbacks
      .list()
      .filter((each) => each.platform === platform)
      .map(callbackView)[0];
  });
  app.delete('/:platform', (request, reply) => {
    const isGone = callbacks.remove(platformParams.parse(request.params).platform);
    return reply.code(isGone ? 204 : 404).send();
  });
  app.post('/send', async (request, reply) => {
    const order = readOrder(request.body);
    const ids = sendOrder(deps, order);
    if (!order.wait) return reply.code(202).send({ deliveries: ids });
    await deliveries.settled(ids);
    const wanted = new Set(ids);
    const done = deliveries.list().filter(({ id }) => wanted.has(id));
    return { deliveries: done.map(deliveryView) };
  });
  app.get('/deletions', () => ({
    deletions: deps.deletions.list().map(({ platform, userId, url, confirmationCode }) => ({
      platform,
      user_id: userId,
      url,
      confirmation_code: confirmationCode,
    })),
  }));
  app.get('/deliveries', () => ({ deliveries: deliveries.list().map(deliveryView) }));
  app.delete('/deliveries', (_request, reply) => {
    deliveries.clear();
    return reply.code(204).send();
  });
}

const callbackView = (callback: Callback) => ({
  platform: callback.platform,
  url: callback.url?.href ?? null,
  verify_token: callback.verifyToken,
  secret: callback.secret,
  former_secret: callback.formerSecret,
  deauthorize_url: callback.deauthorizeUrl?.href ?? null,
  data_deletion_url: callback.dataDeletionUrl?.href ?? null,
});

const deliveryView = ({ id, platform, event, url, bytes, state, attempts }: Delivery) => ({
  id,
  platform,
  event,
  url,
  bytes,
  state,
  attempts: attempts.map(({ sentAt, tookMs, status, error }) => ({
    sent_at: sentAt.toISOString(),
    took_ms: tookMs,
    status,
    error,
  })),
});
