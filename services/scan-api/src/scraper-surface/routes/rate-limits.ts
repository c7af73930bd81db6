import { z } from 'zod';
import type { ApiDeps } from '../../api-deps.ts';
import type { App } from '../../app.ts';
import { callerIn } from '../../auth/authenticate.ts';
import { namedAccounts } from '../reading/named-account.ts';
import { scraperScopes } from '../scraper-deps.ts';
import { accountParamsSchema, described, details } from './described.ts';

const statusSchema = z.object({
  account_id: z.string(),
  requests_remaining: z.int().nonnegative(),
  reset_time: z.iso.datetime().describe('When one more is free again'),
});
const healthSchema = z.object({ active_limits: z.int().nonnegative() });
const metricsSchema = z.object({
  active_limits: z.int().nonnegative().describe('Accounts with a request in their window'),
  violations: z.int().nonnegative().describe('Requests refused so far'),
  reset_time: z.iso.datetime().nullable().describe('When the last active one is over'),
});

/** How often the caller's accounts may still be scraped; times are real. */
export function rateLimitRoutes(app: App, { scraper }: ApiDeps): void {
  const { scrapes, limit, defaultPlatform } = scraper;
  const config = { scope: scraperScopes.read };

  const accounts = namedAccounts(defaultPlatform);
  app.get(
    '/rate-limit/status/:account_id',
    {
      config,
      preValidation: accounts.preValidation,
      schema: {
        ...described,
        operationId: 'getRateLimitStatus',
        summary: 'How often an account may still be scraped in its window',
        params: accountParamsSchema,
        response: { 200: statusSchema.describe('Of the caller’s account'), ...details(422) },
      },
    },
    async (request) => {
      const { accountId, name } = accounts.of(request);
      const caller = callerIn(request);
      const { ref } = await scrapes.resolve(caller, name);
      const { remaining, resetsAt } = await scrapes.limitStatus(caller, ref, limit);
      return {
        account_id: accountId,
        requests_remaining: remaining,
        reset_time: resetsAt.toISOString(),
      };
    },
  );
  app.get(
    '/rate-limit/health',
    {
      config,
      schema: {
        ...described,
        operationId: 'getRateLimitHealth',
        summary: 'How many accounts have a request in their window',
        response: { 200: healthSchema.describe('Of the caller’s accounts'), ...details() },
      },
    },
    async (request) => {
      const { active } = await scrapes.limitTotals(callerIn(request), limit);
      return { active_limits: active };
    },
  );
  app.get(
    '/rate-limit/metrics',
    {
      config,
      schema: {
        ...described,
        operationId: 'getRateLimitMetrics',
        summary: 'The limits of all accounts in figures',
        response: { 200: metricsSchema.describe('Of the caller’s accounts'), ...details() },
      },
    },
    async (request) => {
      const { active, violations, resetsAt } = await scrapes.limitTotals(callerIn(request), limit);
      return {
        active_limits: active,
        violations,
        reset_time: resetsAt?.toISOString() ?? null,
      };
    },
  );
}
