import type { CollectionPlan } from '@viral-scan/contracts';
import { splitAccountRef } from '@viral-scan/contracts';
import type { PlannedAccount, PlannedApi, ScanPlan } from '@viral-scan/scan';
import { connectPath } from './own-account.ts';

/** The answer to a dry run. */
export function scanPlanOf({ asOf, accounts, apis, estimatedSeconds }: ScanPlan): CollectionPlan {
  const days = apis.flatMap(({ endsOn }) => endsOn ?? []).sort();
  return {
    dry_run: true,
    as_of: asOf.toISOString(),
    at_least: accounts.some(({ collection }) => collection?.atLeast === true),
    accounts: accounts.map(plannedAccountOf),
    apis: apis.map(plannedApiOf),
    fits_today: fitsToday(apis),
    ends_on: fitsToday(apis) === null ? null : (days.at(-1) ?? null),
    estimated_seconds: estimatedSeconds,
  };
}

/** False as soon as one does not; null when one is not known. */
function fitsToday(apis: readonly PlannedApi[]): boolean | null {
  if (apis.some((api) => api.fitsToday === false)) return false;
  return apis.some((api) => api.fitsToday === null) ? null : true;
}

function plannedAccountOf(account: PlannedAccount): CollectionPlan['accounts'][number] {
  const { collection, connectWith } = account;
  const listing = collection?.listing ?? null;
  return {
    account_id: account.ref,
    platform: splitAccountRef(account.ref).platform ?? 'file',
    role: account.role,
    readable: collection !== null,
    reason: account.reason,
    source: account.source,
    access: account.access,
    connection: account.connection,
    reauthorize_url: connectWith && connectPath(connectWith.platform, connectWith.kind),
    known: {
      posts: account.posts,
      listing: listing?.complete ? 'complete' : listing?.backfill ? 'stopped' : 'never',
      listed_since: listing?.complete?.since.toISOString() ?? null,
      listed_at: (listing?.complete ?? listing?.backfill)?.listedAt.toISOString() ?? null,
      due: collection?.due ?? { counters: 0, insights: null, days: null },
    },
    planned: {
      at_least: collection?.atLeast ?? false,
      listing_pages: collection?.listingPages ?? 0,
      lookups: collection?.lookups ?? 0,
      insights: collection?.insights ?? 0,
      days: collection?.days ?? false,
      calls: [...(collection?.calls ?? [])],
      further_page:
        collection?.atLeast === true && account.postsPerPage !== null
          ? { posts: account.postsPerPage, calls: [...account.perPage] }
          : null,
    },
  };
}

const plannedApiOf = ({ api, calls, units, ...plan }: PlannedApi) => ({
  api,
  calls,
  units,
  budgets:
    plan.budgets?.map(({ budget, counts, limit, remaining, resetsAt }) => ({
      budget,
      counts: counts.kind,
      limit,
      remaining,
      resets_at: resetsAt?.toISOString() ?? null,
    })) ?? null,
  budgets_reason: plan.budgetsReason,
  fits_today: plan.fitsToday,
  ends_on: plan.endsOn,
});
