import { NotFound } from '@viral-scan/contracts';
import { readWebsubIntent, websubDeliveries } from '@viral-scan/platforms';
import { websubSecret } from '@viral-scan/scan';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { anyBody, anyQuery, plainText, refusedDeliveries } from './described.ts';
import { notTaken } from './not-taken.ts';
import { takeDelivery } from './take-delivery.ts';

const paramsSchema = z.object({
  subscription: z.string().describe('Of ours, as the hub knows it'),
});
const subscriptionIdSchema = z.uuid();

/** A WebSub subscriber: every subscription has an address and a secret of its own. */
export function youtubeRoutes(app: App, deps: ApiDeps): void {
  const { secrets, subscriptions } = deps.webhooks;
  const url = '/webhooks/youtube/:subscription';
  const idOf = ({ subscription }: z.infer<typeof paramsSchema>): string => {
    if (secrets.websub.length === 0) throw notTaken('YouTube', 'WEBSUB_SECRETS');
    const id = subscriptionIdSchema.safeParse(subscription.toLowerCase());
    if (!id.success) throw noSubscription();
    return id.data;
  };
  app.get(
    url,
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'verifyYoutubeSubscription',
        summary: 'The hub’s question whether we meant a subscription',
        tags: ['webhooks'],
        params: paramsSchema,
        querystring: anyQuery,
        response: { 200: plainText('`hub.challenge`: we did'), ...refusedDeliveries },
      },
    },
    async (request, reply) => {
      const subscriptionId = idOf(request.params);
      const intent = readWebsubIntent(request.query);
      if (intent === null) throw noSubscription();
      const { mode, channelId, leaseSeconds, challenge } = intent;
      const isOurs = await subscriptions.verify({ subscriptionId, mode, channelId }, leaseSeconds);
      if (!isOurs) throw noSubscription();
      return reply.type('text/plain; charset=utf-8').send(challenge);
    },
  );
  app.post(
    url,
    {
      schema: {
        operationId: 'takeYoutubeDelivery',
        summary: 'What a hub tells of a channel',
        tags: ['webhooks'],
        params: paramsSchema,
        body: anyBody,
        response: {
          200: plainText('Kept'),
          202: plainText('Thrown away'),
          ...refusedDeliveries,
        },
      },
    },
    async (request, reply) => {
      const subscriptionId = idOf(request.params);
      const ours = secrets.websub.map((secret) => websubSecret(secret, subscriptionId));
      const read = websubDeliveries({ secretsOf: () => ours });
      return takeDelivery(deps, request, reply, { platform: 'youtube', read, subscriptionId });
    },
  );
}

const noSubscription = (): NotFound =>
  new NotFound('there is no such subscription that is pending');
