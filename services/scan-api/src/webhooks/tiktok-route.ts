import { tiktokDeliveries } from '@viral-scan/platforms';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { anyBody, plainText, refusedDeliveries } from './described.ts';
import { notTaken } from './not-taken.ts';
import { takeDelivery } from './take-delivery.ts';

export function tiktokRoute(app: App, deps: ApiDeps): void {
  const { tiktok: secrets } = deps.webhooks.secrets;
  const read = tiktokDeliveries({ secrets });
  app.post(
    '/webhooks/tiktok',
    {
      schema: {
        operationId: 'takeTiktokDelivery',
        summary: 'What TikTok tells of: posts, comments, access that was removed',
        tags: ['webhooks'],
        body: anyBody,
        response: { 200: plainText('Kept'), ...refusedDeliveries },
      },
    },
    async (request, reply) => {
      if (secrets.length === 0) throw notTaken('TikTok', 'TIKTOK_CLIENT_SECRET');
      return takeDelivery(deps, request, reply, { platform: 'tiktok', read });
    },
  );
}
