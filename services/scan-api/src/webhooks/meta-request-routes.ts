import { createHash } from 'node:crypto';
import { readSignedRequest, type SignedRequest } from '@viral-scan/platforms';
import { requestDeletion } from '@viral-scan/scan';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { HttpProblem } from '../problems/http-problem.ts';
import { anyBody, plainText, refusedDeliveries } from './described.ts';
import { metaPlatforms } from './meta-platforms.ts';
import { notTaken } from './not-taken.ts';
import { bodyOf } from './raw-bodies.ts';
import { badDelivery, keepEvents, refuse } from './take-delivery.ts';

const deletionSchema = z.object({ url: z.string(), confirmation_code: z.string() });

/** What Meta passes on from people: the app is removed, or their data is to be deleted. */
export function metaRequestRoutes(app: App, deps: ApiDeps): void {
  const { secrets: all, realNow, deletions, publicUrl } = deps.webhooks;
  for (const { platform, name, variable } of metaPlatforms) {
    const signedIn = (request: FastifyRequest): Extract<SignedRequest, { outcome: 'accepted' }> => {
      if (all[platform].length === 0) throw notTaken(name, variable);
      const [text, ...others] = new URLSearchParams(
        Buffer.from(bodyOf(request)).toString('utf8'),
      ).getAll('signed_request');
      const signed = readSignedRequest(others.length > 0 ? null : text, all[platform], realNow());
      if (signed.outcome === 'accepted') return signed;
      refuse(deps, request, platform, `signed_request ${signed.reason}`);
      throw new HttpProblem(badDelivery(`signed_request ${signed.reason}`));
    };
    app.post(
      `/webhooks/${platform}/deauthorize`,
      {
        schema: {
          operationId: `deauthorize${name}`,
          summary: `Somebody has removed this app at ${name}`,
          tags: ['webhooks'],
          body: anyBody,
          response: {
            200: plainText('Kept; what was read with the grant is erased'),
            ...refusedDeliveries,
          },
        },
      },
      async (request, reply) => {
        const { userId, issuedAt } = signedIn(request);
        const names = JSON.stringify([platform, 'deauthorize', userId, issuedAt.getTime()]);
        const event = {
          platform,
          key: createHash('sha256').update(names).digest('hex'),
          kind: 'access_removed',
          name: 'deauthorize',
          accountId: userId,
          postId: null,
          occurredAt: issuedAt,
          subscriptionId: null,
        } as const;
        await keepEvents(deps, platform, [event]);
        return reply.code(200).send();
      },
    );
    app.post(
      `/webhooks/${platform}/data-deletion`,
      {
        schema: {
          operationId: `delete${name}Data`,
          summary: `Somebody wants their ${name} data deleted`,
          tags: ['webhooks'],
          body: anyBody,
          response: {
            200: deletionSchema.describe('Where the person sees how far it is'),
            ...refusedDeliveries,
          },
        },
      },
      async (request) => {
        const { userId, issuedAt } = signedIn(request);
        const { code } = await requestDeletion(deletions, {
          platform,
          externalId: userId,
          issuedAt,
        });
        deps.metrics.inboundDeliveries.inc({ platform, outcome: 'accepted' });
        return { url: `${publicUrl}/erasures/${code}`, confirmation_code: code };
      },
    );
  }
}
