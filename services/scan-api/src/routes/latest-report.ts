import { reportSchema } from '@viral-scan/contracts';
import { latestReport } from '@viral-scan/scan';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { problems, security } from './described.ts';

const paramsSchema = z.object({ id: z.string().describe('The user, as in the token’s `sub`') });

export function latestReportRoute(app: App, deps: ApiDeps): void {
  app.get(
    '/users/:id/scan/latest',
    {
      config: { scope: 'scan:read' },
      schema: {
        operationId: 'getLatestReport',
        summary: 'The user’s latest report',
        tags: ['scans'],
        security,
        params: paramsSchema,
        response: { 200: reportSchema.describe('The report'), ...problems(404) },
      },
    },
    async (request) =>
      latestReport(
        {
          scans: deps.scans,
          cache: deps.latestReports,
          onCacheError: (error) =>
            request.log.warn({ err: error }, 'the cache of latest reports is away'),
        },
        callerIn(request),
        request.params.id.toLowerCase(),
      ),
  );
}
