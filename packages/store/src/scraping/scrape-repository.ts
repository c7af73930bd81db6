import type {
  AccountName,
  AccountRef,
  KnownRankedPost,
  Principal,
  Role,
  ScrapeLimit,
  ScrapeLimitStatus,
  ScrapeLimitTotals,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { listRankedPosts, type RankedPostsQuery } from './list-ranked-posts.ts';
import { limitStatus, limitTotals } from './read-limits.ts';
import { resolveAccount } from './resolve-account.ts';

export interface ScrapeRepository {
  resolve(
    principal: Principal,
    name: AccountName,
  ): Promise<{
    readonly ref: AccountRef;
    readonly role: Role;
    readonly partitionKey: string;
  }>;
  limitStatus(
    principal: Principal,
    ref: AccountRef,
    limit: ScrapeLimit,
  ): Promise<ScrapeLimitStatus>;
  limitTotals(principal: Principal, limit: ScrapeLimit): Promise<ScrapeLimitTotals>;
  rankedPosts(
    principal: Principal,
    query: RankedPostsQuery,
  ): Promise<{ readonly posts: readonly KnownRankedPost[]; readonly total: number }>;
}

/** What callers of the viral-scraper surface may ask; who is connected, the other schema knows. */
export function createScrapeRepository(pool: Pool, identityPool: Pool): ScrapeRepository {
  return {
    resolve: (principal, name) => resolveAccount(pool, identityPool, principal, name),
    limitStatus: (principal, ref, limit) => limitStatus(pool, principal, ref, limit),
    limitTotals: (principal, limit) => limitTotals(pool, principal, limit),
    rankedPosts: (principal, query) => listRankedPosts(pool, principal, query),
  };
}
