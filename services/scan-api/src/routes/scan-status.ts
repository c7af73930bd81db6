import { scanStatusSchema } from '@viral-scan/contracts';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { statusOf } from '../replies/scan-envelopes.ts';
import { problems, security } from './described.ts';
import { findScan, scanParamsSchema } from './find-scan.ts';

export function scanStatusRoute(app: App, deps: ApiDeps): void {
  app.get(
    '/scan/status/:id',
    {
      config: { scope: 'scan:read' },
      schema: {
        operationId: 'getScanStatus',
        summary: 'How far a scan or collection is',
        tags: ['scans'],
        security,
        params: scanParamsSchema,
        response: { 200: scanStatusSchema.describe('State and steps'), ...problems(404) },
      },
    },
    async (request) => statusOf(await findScan(deps.scans, callerIn(request), request.params.id)),
  );
}
