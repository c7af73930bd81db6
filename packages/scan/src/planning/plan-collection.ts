import {
  type AccountRef,
  type ApiCost,
  type CollectionCosts,
  type KnownPost,
  type Listing,
  type RefreshRule,
  type SubjectKey,
  splitAccountRef,
  sumCosts,
} from '@viral-scan/contracts';
import { daysToRead } from '../collection/days-to-read.ts';
import { planListing } from '../collection/plan-listing.ts';
import { insightsLadder } from '../collection/refresh-ladder.ts';
import type { CollectionRepository } from '../ports/collections.ts';
import type { PlanningRepository } from '../ports/planning.ts';
import { listingPages } from './listing-pages.ts';

export interface PlanCollectionDeps {
  readonly collections: Pick<CollectionRepository, 'listing' | 'duePosts' | 'knownDays'>;
  readonly planning: PlanningRepository;
}

/** As an `AccountCollectionWish`, with what the connector costs in place of the connector. */
export interface CollectionToPlan {
  readonly ref: AccountRef;
  /** Null: the account is not in the database yet. */
  readonly accountId: string | null;
  readonly costs: CollectionCosts;
  readonly since: Date;
  readonly now: Date;
  readonly rules: readonly RefreshRule[];
  readonly freshMs: number;
  readonly withInsights: boolean;
}

export interface PlannedCollection {
  /** Posts known of the look-back. */
  readonly posts: number;
  readonly listing: Listing | null;
  readonly due: {
    readonly counters: number;
    /** Null: the source has none. */
    readonly insights: number | null;
    readonly days: boolean | null;
  };
  readonly listingPages: number;
  readonly lookups: number;
  readonly insights: number;
  readonly days: boolean;
  readonly calls: readonly ApiCost[];
  /** How many posts there are to list is not known. */
  readonly atLeast: boolean;
}

/** As many posts as are asked of the database at once. */
const portion = 5_000;

/**
 * What `AccountCollection` would ask of the platform now, phase after phase. Posts that were
 * published since the last listing are not known, and come on top.
 */
export async function planCollection(
  deps: PlanCollectionDeps,
  subject: SubjectKey,
  wish: CollectionToPlan,
): Promise<PlannedCollection> {
  const { ref, accountId, costs, since, now, freshMs, withInsights } = wish;
  const { collections, planning } = deps;
  const listing = accountId === null ? null : await collections.listing(subject, accountId);
  const listed = planListing(listing, { since, now, freshMs });
  const listedFrom = listed?.since ?? now;
  const [all = 0, posts = 0, wanted = 0] =
    accountId === null
      ? []
      : await planning.postsAfter(subject, accountId, [new Date(0), since, listedFrom]);
  const { postsPerPage } = costs.listing;
  const { pages, pagesOfOld, atLeast } = listingPages(listed, listing, {
    postsPerPage,
    posts: all,
    wanted,
  });

  const dueOf = (what: 'counters' | 'insights', rules: readonly RefreshRule[]) =>
    accountId === null
      ? Promise.resolve([])
      : allDue(collections, subject, { accountId, what, since, now, rules });
  // What the listing passes by is read with it.
  const counters = (await dueOf('counters', wish.rules)).filter(
    ({ publishedAt }) => publishedAt <= listedFrom,
  );
  const insightsCosts = withInsights ? costs.insights : null;
  const insights = insightsCosts === null ? null : await dueOf('insights', insightsLadder);
  const days =
    costs.days === null || !withInsights
      ? null
      : accountId === null ||
        daysToRead(await collections.knownDays(subject, accountId), now) !== null;

  const lookups = Math.ceil(counters.length / costs.lookup.postsPerBatch);
  const batches = Math.ceil((insights?.length ?? 0) / (insightsCosts?.postsPerBatch ?? 1));
  const withLength = insights?.filter(({ durationSeconds }) => (durationSeconds ?? 0) > 0) ?? [];
  const byId = lookups + batches + (days === true ? 1 : 0);
  return {
    posts,
    listing,
    due: { counters: counters.length, insights: insights?.length ?? null, days },
    listingPages: pages + pagesOfOld,
    lookups,
    insights: batches,
    days: days === true,
    calls: sumCosts([
      { costs: costs.account, times: listed === null ? 0 : 1 },
      { costs: costs.listing.page, times: pages },
      { costs: costs.listing.pageOfOld, times: pagesOfOld },
      { costs: costs.lookup.batch, times: lookups },
      { costs: insightsCosts?.batch ?? [], times: batches },
      { costs: insightsCosts?.postWithLength ?? [], times: withLength.length },
      { costs: costs.days ?? [], times: days === true ? 1 : 0 },
      { costs: costs.byHandle, times: isHandle(ref) ? byId : 0 },
    ]),
    atLeast,
  };
}

const isHandle = (ref: AccountRef): boolean => splitAccountRef(ref).externalId.startsWith('@');

async function allDue(
  collections: PlanCollectionDeps['collections'],
  subject: SubjectKey,
  request: Omit<Parameters<CollectionRepository['duePosts']>[1], 'after' | 'limit'>,
): Promise<readonly KnownPost[]> {
  const due: KnownPost[] = [];
  for (;;) {
    const after = due.at(-1)?.externalId ?? null;
    const found = await collections.duePosts(subject, { ...request, after, limit: portion });
    due.push(...found);
    if (found.length < portion) return due;
  }
}
