import {
  BeingErased,
  type Initiated,
  type Platform,
  type Principal,
  parseAccountName,
  type ScrapingRequested,
} from '@viral-scan/contracts';
import type { RequestVerdict } from '@viral-scan/queue';
import type { Tracing } from '@viral-scan/runtime';
import {
  canonicalJson,
  type IdentityRepository,
  type InitiateScrapeDeps,
  initiateScrape,
  sha256,
} from '@viral-scan/scan';

export interface TakeRequestDeps extends InitiateScrapeDeps {
  readonly identity: Pick<IdentityRepository, 'principalOf'>;
  readonly tracing: Pick<Tracing, 'span' | 'withTraceparent' | 'currentTraceparent'>;
  /** Whose account a bare name is. */
  readonly defaultPlatform: Platform;
  readonly tenantId: string;
  /** For whom tasks are that name nobody; null: for nobody. */
  readonly userId: string | null;
  /** True while the database, or the clock, cannot be reached. */
  readonly isAway: () => Promise<boolean>;
}

/**
 * Starts the task that an event asks for. The event's source and id are the idempotency key: within
 * 24 hours it is one task, however often it comes.
 */
export const takeRequest =
  (deps: TakeRequestDeps) =>
  async (event: ScrapingRequested): Promise<RequestVerdict> => {
    const { account_id: accountId, user_id: named, ...options } = event.data;
    const name = parseAccountName(accountId, deps.defaultPlatform);
    if (name === null) return { dead: 'event.data.account_id: does not name an account' };
    const userId = named?.toLowerCase() ?? deps.userId;
    if (userId === null) {
      return { dead: 'event.data.user_id: is missing, and SCRAPER_USER_ID is not set' };
    }
    const start = async (): Promise<Initiated> => {
      const principal: Principal = await deps.identity.principalOf({
        tenantId: deps.tenantId,
        userId,
        // As for `POST /scrape/account/{id}`.
        scopes: ['collection:write'],
      });
      const wish = { accountId, name, options };
      return initiateScrape(deps, principal, wish, {
        idempotency: {
          key: `event:${sha256(canonicalJson([event.source, event.id]))}`,
          requestHash: sha256(canonicalJson(event.data)),
        },
        traceparent: deps.tracing.currentTraceparent(),
      });
    };
    try {
      const initiated = await deps.tracing.withTraceparent(event.traceparent ?? null, () =>
        deps.tracing.span('take scrape request', {}, start, { kind: 'consumer' }),
      );
      return verdictOf(initiated);
    } catch (error) {
      // What names somebody whose data goes is not kept either.
      if (error instanceof BeingErased)
        return { dead: `being_erased: ${error.message}`, isKept: false };
      if (await deps.isAway()) return 'away';
      throw error;
    }
  };

function verdictOf(initiated: Initiated): RequestVerdict {
  switch (initiated.outcome) {
    case 'created':
    case 'repeated':
      return 'accepted';
    case 'key_reused':
      return { dead: 'event.id: the same id came from this source before, with other content' };
    case 'quota_exceeded':
    case 'account_limited': {
      const seconds = Math.ceil(initiated.retryAfterMs / 1_000);
      return { dead: `rate_limited, retry after ${seconds} s` };
    }
  }
}
