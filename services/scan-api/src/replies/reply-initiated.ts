import { type Initiated, initiatedSchema } from '@viral-scan/contracts';
import type { FastifyReply } from 'fastify';
import type { ApiDeps } from '../api-deps.ts';
import { HttpProblem } from '../problems/http-problem.ts';
import { statusPath } from './links.ts';
import { quotaExceeded } from './rate-limit.ts';
import { initiatedOf } from './scan-envelopes.ts';

export const initiatedResponse = initiatedSchema.describe('Taken on; durable from here on');

/** What came of an initiation, as 202 or a problem. */
export function acceptInitiated(
  deps: Pick<ApiDeps, 'metrics'>,
  initiated: Initiated,
  reply: FastifyReply,
) {
  if (initiated.outcome === 'key_reused') throw keyReused;
  if (initiated.outcome === 'quota_exceeded') {
    deps.metrics.rateLimitViolations.inc();
    throw quotaExceeded(initiated.limit, initiated.retryAfterMs);
  }
  if (initiated.outcome === 'account_limited')
    throw new Error('only scraping is limited by account');
  const { scan } = initiated;
  reply.header('location', statusPath(scan.scanId));
  if (initiated.outcome === 'repeated') reply.header('idempotency-replayed', 'true');
  return initiatedOf(scan);
}

const keyReused = new HttpProblem({
  name: 'idempotency-key-reused',
  status: 422,
  title: 'The Idempotency-Key was used for another request',
  detail: 'Use a new Idempotency-Key for a new request, or repeat the first one unchanged.',
  errors: [{ field: 'Idempotency-Key', message: 'was used for another request' }],
});
