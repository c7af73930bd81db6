import { NotFound, type Principal, type ScanRecord } from '@viral-scan/contracts';
import { z } from 'zod';
import type { ApiDeps } from '../../api-deps.ts';
import type { App } from '../../app.ts';
import { callerIn } from '../../auth/authenticate.ts';
import { findScan } from '../../routes/find-scan.ts';
import { taskProgressOf, taskStateSchema, taskStatusOf } from '../replies/task-status.ts';
import { scraperScopes } from '../scraper-deps.ts';
import { described, details } from './described.ts';

const paramsSchema = z.object({ task_id: z.string().describe('The `task_id`') });
const statusSchema = z.object({
  task_id: z.string(),
  status: taskStateSchema,
  account_id: z.string().optional().describe('As the caller named it; absent for unknown tasks'),
});
const progressSchema = statusSchema.extend({
  posts_scraped: z.int().nonnegative(),
  error: z.string().nullable(),
});
const description = 'An unknown id looks like a task that waits.';

export function taskStatusRoutes(app: App, { scans }: ApiDeps): void {
  const config = { scope: scraperScopes.read };
  app.get(
    '/scrape/tasks/:task_id/status',
    {
      config,
      schema: {
        ...described,
        operationId: 'getScrapeTaskStatus',
        summary: 'How far a task is',
        description,
        params: paramsSchema,
        response: { 200: statusSchema.describe('Its state'), ...details() },
      },
    },
    async (request) => {
      const { task_id } = request.params;
      return taskStatusOf(task_id, await findTask(scans, callerIn(request), task_id));
    },
  );
  app.get(
    '/task/status/:task_id',
    {
      config,
      schema: {
        ...described,
        operationId: 'getTaskStatus',
        summary: 'How far a task is, and what came of it',
        description,
        params: paramsSchema,
        response: { 200: progressSchema.describe('Its state and figures'), ...details() },
      },
    },
    async (request) => {
      const { task_id } = request.params;
      return taskProgressOf(task_id, await findTask(scans, callerIn(request), task_id));
    },
  );
}

/** The caller's task; null for ids that are unknown, malformed, of others or of scans. */
async function findTask(
  scans: ApiDeps['scans'],
  caller: Principal,
  taskId: string,
): Promise<ScanRecord | null> {
  try {
    const scan = await findScan(scans, caller, taskId);
    return scan.kind === 'scrape' ? scan : null;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
