import { metaDeliveries, verifyChallenge } from '@viral-scan/platforms';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { HttpProblem } from '../problems/http-problem.ts';
import { anyBody, anyQuery, plainText, refusedDeliveries } from './described.ts';
import { metaPlatforms } from './meta-platforms.ts';
import { notTaken } from './not-taken.ts';
import { refuse, takeDelivery } from './take-delivery.ts';

export function metaRoutes(app: App, deps: ApiDeps): void {
  const { secrets: all } = deps.webhooks;
  for (const { platform, name, variable } of metaPlatforms) {
    const secrets = all[platform];
    const read = metaDeliveries({ platform, secrets });
    app.get(
      `/webhooks/${platform}`,
      {
        exposeHeadRoute: false,
        schema: {
          operationId: `verify${name}Callback`,
          summary: `${name}’s check of this callback`,
          tags: ['webhooks'],
          querystring: anyQuery,
          response: { 200: plainText('`hub.challenge`, as it came'), ...refusedDeliveries },
        },
      },
      async (request, reply) => {
        if (all.metaVerifyTokens.length === 0) throw notTaken(name, 'META_VERIFY_TOKENS');
        const verdict = verifyChallenge(request.query, all.metaVerifyTokens);
        if (verdict.outcome === 'refused') {
          refuse(deps, request, platform, verdict.reason);
          throw new HttpProblem({
            name: 'forbidden',
            status: verdict.status,
            title: 'The callback is not verified',
            detail: `${verdict.reason}.`,
          });
        }
        return reply.type('text/plain; charset=utf-8').send(verdict.challenge);
      },
    );
    app.post(
      `/webhooks/${platform}`,
      {
        schema: {
          operationId: `take${name}Delivery`,
          summary: `What ${name} tells of, up to 1,000 changes at once`,
          tags: ['webhooks'],
          body: anyBody,
          response: { 200: plainText('Kept'), ...refusedDeliveries },
        },
      },
      async (request, reply) => {
        if (secrets.length === 0) throw notTaken(name, variable);
        return takeDelivery(deps, request, reply, { platform, read });
      },
    );
  }
}
