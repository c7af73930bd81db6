import type { Caller } from '@viral-scan/contracts';
import type { ScrapeRepository } from '@viral-scan/scan';
import type { Config } from '../config.ts';
import { type ScraperDeps, scraperScopes } from './scraper-deps.ts';

/** The surface as it is configured. */
export const createScraper = (config: Config, scrapes: ScrapeRepository): ScraperDeps => ({
  scrapes,
  limit: {
    requests: config.RATE_LIMIT_REQUESTS_PER_WINDOW,
    windowSeconds: config.RATE_LIMIT_WINDOW_SECONDS,
  },
  defaultPlatform: config.SCRAPER_DEFAULT_PLATFORM,
  withoutProof: networkCaller(config),
});

function networkCaller(config: Config): Caller | null {
  const { SCRAPER_TENANT_ID: tenantId, SCRAPER_USER_ID: userId } = config;
  if (config.SCRAPER_SURFACE_AUTH !== 'network') return null;
  if (tenantId === undefined || userId === undefined) throw new Error('nobody to act for');
  return { tenantId, userId, scopes: Object.values(scraperScopes) };
}
