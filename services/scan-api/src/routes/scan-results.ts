import { isEnded, scanResultsSchema } from '@viral-scan/contracts';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { resultsOf } from '../replies/scan-envelopes.ts';
import { problems, security } from './described.ts';
import { findScan, scanParamsSchema } from './find-scan.ts';

const retryAfterSeconds = 2;

export function scanResultsRoute(app: App, deps: ApiDeps): void {
  app.get(
    '/scan/results/:id',
    {
      config: { scope: 'scan:read' },
      schema: {
        operationId: 'getScanResults',
        summary: 'The report of a scan, or how far it is',
        tags: ['scans'],
        security,
        params: scanParamsSchema,
        response: {
          200: scanResultsSchema.describe('Ended: the report, or the error'),
          202: scanResultsSchema.describe('Not ended yet; ask again after `Retry-After` seconds'),
          ...problems(404),
        },
      },
    },
    async (request, reply) => {
      const caller = callerIn(request);
      const scan = await findScan(deps.scans, caller, request.params.id);
      if (!isEnded(scan.state)) {
        return reply
          .code(202)
          .header('retry-after', String(retryAfterSeconds))
          .send(resultsOf(scan, null));
      }
      const hasReport = scan.state === 'completed' || scan.state === 'partial';
      const report = hasReport ? await deps.scans.report(caller, scan.scanId) : null;
      return reply.code(200).send(resultsOf(scan, report));
    },
  );
}
