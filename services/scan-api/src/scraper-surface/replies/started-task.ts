import type { Initiated, Principal } from '@viral-scan/contracts';
import type { Logger, Metrics } from '@viral-scan/runtime';
import { Unprocessable, valueError } from '../reading/complaints.ts';
import { idempotencyKeyLoc } from '../reading/read-idempotency-key.ts';
import { AccountLimited } from '../refusals/account-limited.ts';
import { limitHeaders } from '../refusals/limit-headers.ts';
import type { ScraperDeps } from '../scraper-deps.ts';

/**
 * The task that was taken on, and its account.
 * @throws AccountLimited, Unprocessable
 */
export function taskOf(
  initiated: Initiated,
  metrics: Pick<Metrics, 'rateLimitViolations'>,
  key: string | null,
): { readonly id: string; readonly ref: string } {
  if (initiated.outcome === 'account_limited') {
    metrics.rateLimitViolations.inc();
    throw new AccountLimited(initiated.limit, initiated.retryAfterMs);
  }
  if (initiated.outcome === 'key_reused') {
    throw new Unprocessable([valueError(idempotencyKeyLoc, 'was used for another request', key)]);
  }
  if (initiated.outcome === 'quota_exceeded') throw new Error('scraping has no hourly quota');
  const { scanId, parameters } = initiated.scan;
  const [ref] = [...parameters.accounts, ...parameters.competitors];
  if (ref === undefined) throw new Error('a scraping task names no account');
  return { id: scanId, ref };
}

/** Of an account that was just scraped; none where they cannot be read, since the task is taken on. */
export async function limitHeadersOf(
  { scrapes, limit }: Pick<ScraperDeps, 'scrapes' | 'limit'>,
  caller: Principal,
  ref: string,
  log: Pick<Logger, 'warn'>,
): Promise<Record<string, string>> {
  try {
    return limitHeaders(await scrapes.limitStatus(caller, ref, limit));
  } catch (error) {
    log.warn({ err: error }, 'the limit of a scraped account cannot be read');
    return {};
  }
}
