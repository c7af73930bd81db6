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

export interface RankedPostsQuery {
  /** Null: of all accounts of the user. */
  readonly account: AccountRef | null;
  /** Of the rate cut to 1, so that 1 finds all that were cut; null and 0: any, unknown ones too. */
  readonly minEngagementRate: number | null;
  /** Strictly above 99.0. */
  readonly top1PercentOnly: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** What callers of the viral-scraper surface may ask; tasks are taken on by `ScanRepository`. */
export interface ScrapeRepository {
  /**
   * The account that is meant: one of the user's that has this id or handle (own ones before others),
   * else the name itself. `own` where it is connected or was scanned as own before. What tells of it
   * is ordered by `partitionKey`, the same whatever it is called.
   */
  resolve(
    principal: Principal,
    name: AccountName,
  ): Promise<{
    readonly ref: AccountRef;
    readonly role: Role;
    readonly partitionKey: string;
  }>;
  /** @param limit unless the tenant has another */
  limitStatus(
    principal: Principal,
    ref: AccountRef,
    limit: ScrapeLimit,
  ): Promise<ScrapeLimitStatus>;
  limitTotals(principal: Principal, limit: ScrapeLimit): Promise<ScrapeLimitTotals>;
  /** Best percentile first, then the latest. */
  rankedPosts(
    principal: Principal,
    query: RankedPostsQuery,
  ): Promise<{ readonly posts: readonly KnownRankedPost[]; readonly total: number }>;
}

/** What operators may do. */
export interface ScrapeLimitSettings {
  /** Holds at once, in all processes; null: the configured one again. */
  setLimit(tenantId: string, limit: ScrapeLimit | null): Promise<void>;
  limitOf(tenantId: string): Promise<ScrapeLimit | null>;
}
