import type { ScrapeLimit } from '@viral-scan/contracts';
import { limitHeaders } from './limit-headers.ts';

/** The account was scraped as often as it may be in its window: answered with 429. */
export class AccountLimited extends Error {
  readonly limit: ScrapeLimit;
  readonly retryAfterMs: number;
  constructor(limit: ScrapeLimit, retryAfterMs: number) {
    super(`an account may be scraped ${limit.requests} times in ${limit.windowSeconds} s`);
    this.name = 'AccountLimited';
    this.limit = limit;
    this.retryAfterMs = retryAfterMs;
  }
}

export function accountLimited({ limit, retryAfterMs }: AccountLimited) {
  const headers = limitHeaders({ limit, remaining: 0, resetsInMs: retryAfterMs });
  const seconds = headers['x-ratelimit-reset'];
  return {
    status: 429,
    headers: { ...headers, 'retry-after': seconds },
    body: {
      detail: {
        error: 'Rate limit exceeded for this account',
        retry_after: Number(seconds),
      },
    },
  };
}
