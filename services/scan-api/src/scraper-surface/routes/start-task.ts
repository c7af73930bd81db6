import { scrapeOptionsSchema } from '@viral-scan/contracts';
import { initiateScrape } from '@viral-scan/scan';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../../api-deps.ts';
import type { App } from '../../app.ts';
import { callerIn } from '../../auth/authenticate.ts';
import { idempotencyHeadersSchema, initiateCall } from '../../routes/initiate-call.ts';
import { beforeAnything } from '../reading/before-anything.ts';
import { Complaints } from '../reading/complaints.ts';
import { accountIn } from '../reading/named-account.ts';
import { readAccount } from '../reading/read-account.ts';
import { bodyText } from '../reading/read-bodies.ts';
import { readIdempotencyKey } from '../reading/read-idempotency-key.ts';
import { defaultOptions, readOptions } from '../reading/read-options.ts';
import { limitHeadersOf, taskOf } from '../replies/started-task.ts';
import { scraperScopes } from '../scraper-deps.ts';
import { accountParamsSchema, described, details } from './described.ts';

const startedSchema = z.object({
  task_id: z.uuid(),
  account_id: z.string(),
  status: z.literal('queued'),
  max_posts: z.int().optional(),
  days_back: z.int().optional(),
  min_performance_percentile: z.number().optional(),
});

export function startTaskRoute(app: App, deps: ApiDeps): void {
  const { scraper, scans, clock, newId, metrics } = deps;
  const initiateDeps = { ...scraper, scans, clock, newId };

  const calls = beforeAnything((request: FastifyRequest) => {
    const complaints = new Complaints();
    const account = readAccount(accountIn(request), 'path', scraper.defaultPlatform, complaints);
    const key = readIdempotencyKey(request.headers['idempotency-key'], complaints);
    const options = readOptions(bodyText(request.body), complaints);
    complaints.settle();
    return { account, options, key };
  });

  app.post(
    '/scrape/account/:account_id',
    {
      config: { scope: scraperScopes.start },
      preValidation: calls.preValidation,
      schema: {
        ...described,
        operationId: 'scrapeAccount',
        summary: 'Collect an account and rank its posts',
        description:
          'The body may be absent; it is read as JSON whatever its type is said to be, numbers in texts are taken. The answer names the options only where there was a body.',
        params: accountParamsSchema,
        headers: idempotencyHeadersSchema,
        body: scrapeOptionsSchema.partial().nullish(),
        response: {
          200: startedSchema.describe('Taken on; durable from here on'),
          ...details(408, 413, 415, 422, 429),
        },
      },
    },
    async (request, reply) => {
      const { account, options, key } = calls.of(request);
      const wish = { ...account, options: options ?? defaultOptions };
      const call = initiateCall(deps.tracing, key === null ? {} : { 'idempotency-key': key }, wish);
      const caller = callerIn(request);
      const initiated = await initiateScrape(initiateDeps, caller, wish, call);
      const task = taskOf(initiated, metrics, key);
      if (initiated.outcome === 'repeated') reply.header('idempotency-replayed', 'true');
      reply.headers(await limitHeadersOf(scraper, caller, task.ref, request.log));
      return {
        task_id: task.id,
        account_id: account.accountId,
        status: 'queued' as const,
        ...options,
      };
    },
  );
}
