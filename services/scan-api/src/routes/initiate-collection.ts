import { initiateCollectionSchema } from '@viral-scan/contracts';
import { initiateCollection } from '@viral-scan/scan';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { acceptInitiated, initiatedResponse } from '../replies/reply-initiated.ts';
import { problems, security } from './described.ts';
import { idempotencyHeadersSchema, initiateCall } from './initiate-call.ts';

export function initiateCollectionRoute(app: App, deps: ApiDeps): void {
  const initiateDeps = { ...deps, hourlyQuota: deps.limits.scansPerHour };
  app.post(
    '/collections',
    {
      config: { scope: 'collection:write' },
      schema: {
        operationId: 'initiateCollection',
        summary: 'Collect accounts now, analyse nothing',
        tags: ['scans'],
        security,
        headers: idempotencyHeadersSchema,
        body: initiateCollectionSchema,
        response: { 202: initiatedResponse, ...problems(408, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { body, headers } = request;
      const call = initiateCall(deps.tracing, headers, body);
      const initiated = await initiateCollection(initiateDeps, callerIn(request), body, call);
      return reply.code(202).send(acceptInitiated(deps, initiated, reply));
    },
  );
}
