import { accountScheduleSchema } from '@viral-scan/contracts';
import { accountSchedule } from '@viral-scan/scan';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { accountScheduleOf } from '../replies/account-schedule.ts';
import { problems, security } from './described.ts';
import { accountParamsSchema } from './own-accounts.ts';

export function accountScheduleRoute(app: App, deps: ApiDeps): void {
  const { connecting, dryRuns, scans, clock, schedule, latestReports: cache } = deps;
  app.get(
    '/accounts/:id/schedule',
    {
      config: { scope: 'account:read' },
      schema: {
        operationId: 'getAccountSchedule',
        summary: 'When to post on an own account, and when it is read',
        tags: ['accounts'],
        security,
        params: accountParamsSchema,
        response: { 200: accountScheduleSchema.describe('The schedule'), ...problems(404) },
      },
    },
    async (request) => {
      const scheduleDeps = {
        ...dryRuns,
        ...connecting,
        scans,
        clock,
        schedule,
        cache,
        onCacheError: (error: unknown) =>
          request.log.warn({ err: error }, 'the cache of latest reports is away'),
      };
      return accountScheduleOf(
        await accountSchedule(scheduleDeps, callerIn(request), request.params.id),
      );
    },
  );
}
