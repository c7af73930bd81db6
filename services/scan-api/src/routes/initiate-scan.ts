import { collectionPlanSchema, initiateScanSchema } from '@viral-scan/contracts';
import { initiateScan, planScan } from '@viral-scan/scan';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { scanPolicy } from '../replies/rate-limit.ts';
import { acceptInitiated, initiatedResponse } from '../replies/reply-initiated.ts';
import { scanPlanOf } from '../replies/scan-plan.ts';
import { problems, security } from './described.ts';
import { idempotencyHeadersSchema, initiateCall } from './initiate-call.ts';

export function initiateScanRoute(app: App, deps: ApiDeps): void {
  const initiateDeps = { ...deps, hourlyQuota: deps.limits.scansPerHour };
  const planDeps = { ...deps.dryRuns, scans: deps.scans, clock: deps.clock };
  app.post(
    '/scan/initiate',
    {
      config: { scope: 'scan:write' },
      schema: {
        operationId: 'initiateScan',
        summary: 'Scan own accounts and competitors',
        description:
          'With `dry_run` nothing is taken on and no quota is used: the answer says what the scan would ask of the platforms.',
        tags: ['scans'],
        security,
        headers: idempotencyHeadersSchema,
        body: initiateScanSchema,
        response: {
          200: collectionPlanSchema.describe('The plan of a dry run'),
          202: initiatedResponse,
          ...problems(408, 413, 415, 422, 429),
        },
      },
    },
    async (request, reply) => {
      const { body, headers } = request;
      reply.header('ratelimit-policy', scanPolicy(deps.limits.scansPerHour));
      if (body.dry_run === true) {
        return reply.code(200).send(scanPlanOf(await planScan(planDeps, callerIn(request), body)));
      }
      const call = initiateCall(deps.tracing, headers, body);
      const initiated = await initiateScan(initiateDeps, callerIn(request), body, call);
      return reply.code(202).send(acceptInitiated(deps, initiated, reply));
    },
  );
}
