import {
  type AccountName,
  type Initiated,
  type Principal,
  type ScanParameters,
  type ScrapeLimit,
  type ScrapeOptions,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { ScanRepository } from '../ports/scans.ts';
import type { ScrapeRepository } from '../ports/scraping.ts';
import { type InitiateCall, type InitiateDeps, planSteps } from '../use-cases/initiate.ts';

export interface InitiateScrapeDeps extends Omit<InitiateDeps, 'hourlyQuota' | 'scans'> {
  readonly scans: Pick<ScanRepository, 'initiate'>;
  readonly scrapes: Pick<ScrapeRepository, 'resolve'>;
  /** Unless the tenant has another. */
  readonly limit: ScrapeLimit;
}

export interface ScrapeWish {
  /** As the caller wrote it. */
  readonly accountId: string;
  /** The same, read. */
  readonly name: AccountName;
  readonly options: ScrapeOptions;
}

/**
 * Takes a scraping task on: one account is collected, its posts are ranked. Durable once this
 * resolves with `created`; counted against the account's limit in the same transaction.
 */
export async function initiateScrape(
  deps: InitiateScrapeDeps,
  principal: Principal,
  { accountId, name, options }: ScrapeWish,
  call: InitiateCall,
): Promise<Initiated> {
  const { ref, role, partitionKey } = await deps.scrapes.resolve(principal, name);
  const parameters: ScanParameters = {
    platforms: [splitAccountRef(ref).platform ?? name.platform],
    accounts: role === 'own' ? [ref] : [],
    competitors: role === 'own' ? [] : [ref],
    lookback_days: options.days_back,
    timezone: 'UTC',
    insights: false,
    scrape: {
      account_id: accountId,
      max_posts: options.max_posts,
      min_performance_percentile: options.min_performance_percentile,
      partition_key: partitionKey,
    },
  };
  await deps.clock.refresh();
  return deps.scans.initiate(principal, {
    scanId: deps.newId(),
    kind: 'scrape',
    parameters,
    steps: planSteps('scrape', parameters),
    scanTime: deps.clock.now(),
    hourlyQuota: null,
    accountLimit: { accountRef: ref, limit: deps.limit },
    idempotency: call.idempotency,
    traceparent: call.traceparent,
  });
}
