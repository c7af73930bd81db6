import type { Caller, Platform, Scope, ScrapeLimit } from '@viral-scan/contracts';
import type { ScrapeRepository } from '@viral-scan/scan';

export interface ScraperDeps {
  readonly scrapes: ScrapeRepository;
  /** Of each account of each user, unless the tenant has another. */
  readonly limit: ScrapeLimit;
  /** Whose account a bare name is. */
  readonly defaultPlatform: Platform;
  /** For whom calls without proof of identity act; null: they are refused. */
  readonly withoutProof: Caller | null;
}

/** What calls to this surface need, and all that one without proof of identity may do. */
export const scraperScopes = {
  start: 'collection:write',
  read: 'scan:read',
} as const satisfies Record<string, Scope>;
