import { z } from 'zod';
import { integerVariable } from './service-config.ts';

const idVariable = z
  .uuid('must be a UUID')
  .transform((id) => id.toLowerCase())
  .optional();

/**
 * Scraping tasks, the same for the services that take them on, over HTTP or from the stream: to pick
 * from, as `serviceConfig`.
 */
export const scraperConfig = {
  /** Whose account a bare name is. */
  SCRAPER_DEFAULT_PLATFORM: z
    .enum(['threads', 'instagram', 'tiktok', 'youtube'])
    .default('threads'),
  /** Tasks that a user may start for one account in one window, unless their tenant has a limit of its own. */
  RATE_LIMIT_REQUESTS_PER_WINDOW: integerVariable({ min: 1, max: 10_000 }).default(1),
  /** Real seconds. */
  RATE_LIMIT_WINDOW_SECONDS: integerVariable({ min: 1, max: 31 * 86_400 }).default(60),
  /** For whom tasks are taken on that come without proof of who asks; both or none. */
  SCRAPER_TENANT_ID: idVariable,
  SCRAPER_USER_ID: idVariable,
} as const;

/** For `superRefine`: tenant and user come together. */
export function checkScraperConfig(
  config: {
    readonly SCRAPER_TENANT_ID?: string | undefined;
    readonly SCRAPER_USER_ID?: string | undefined;
  },
  context: z.core.$RefinementCtx,
): void {
  const pair = ['SCRAPER_TENANT_ID', 'SCRAPER_USER_ID'] as const;
  const given = pair.filter((name) => config[name] !== undefined);
  if (given.length !== 1) return;
  const missing = pair.filter((name) => config[name] === undefined);
  for (const variable of missing) {
    const message = `must be set together with ${given[0]}`;
    context.addIssue({ code: 'custom', path: [variable], message });
  }
}
