import {
  type AccountRef,
  type ApiCost,
  type CollectionCosts,
  type InitiateScan,
  type Principal,
  type Role,
  type ScanParameters,
  type Source,
  splitAccountRef,
  sumCosts,
} from '@viral-scan/contracts';
import { olderThan, refreshLadder } from '../collection/refresh-ladder.ts';
import type { Budgets } from '../ports/budgets.ts';
import type { Clock } from '../ports/clock.ts';
import type { ScanRepository } from '../ports/scans.ts';
import type { StepRepository } from '../ports/steps.ts';
import { scanParametersOf } from '../use-cases/initiate.ts';
import { readingStart, windowOf } from '../window.ts';
import { type PlannedApi, planApis, secondsOf } from './plan-apis.ts';
import {
  type PlanCollectionDeps,
  type PlannedCollection,
  planCollection,
} from './plan-collection.ts';
import { isImported, type WayToRead, type WayToReadDeps, wayToRead } from './way-to-read.ts';

export interface PlanScanDeps extends PlanCollectionDeps, WayToReadDeps {
  readonly scans: Pick<ScanRepository, 'ownAccounts'>;
  readonly steps: Pick<StepRepository, 'findAccount'>;
  readonly budgets: Budgets;
  readonly clock: Clock;
  /** Budgets know nothing of worlds. */
  readonly realNow: () => Date;
  /** The collector's: see `CollectDeps`. */
  readonly freshMs: number;
}

export interface PlannedAccount extends Omit<WayToRead, 'costs'> {
  readonly ref: AccountRef;
  readonly role: Role;
  /** Null: there is none. */
  readonly source: Source | null;
  readonly access: 'own' | 'public' | null;
  readonly postsPerPage: number | null;
  readonly perPage: PlannedCollection['calls'];
  /** Null: its platform is not asked. */
  readonly collection: PlannedCollection | null;
  /** Known in the look-back. */
  readonly posts: number;
}

export interface ScanPlan {
  /** World time. */
  readonly asOf: Date;
  readonly accounts: readonly PlannedAccount[];
  readonly apis: readonly PlannedApi[];
  /** Waits for another day's units aside. */
  readonly estimatedSeconds: number;
}

/**
 * What a scan would ask of the platforms if it were initiated now. Writes nothing and counts
 * nothing; refuses what `initiateScan` refuses.
 */
export async function planScan(
  deps: PlanScanDeps,
  principal: Principal,
  body: InitiateScan,
): Promise<ScanPlan> {
  const parameters = await scanParametersOf(deps, principal, body);
  await deps.clock.refresh();
  const asOf = deps.clock.now();
  const named = [
    ...parameters.accounts.map((ref) => ({ ref, role: 'own' as const })),
    ...parameters.competitors.map((ref) => ({ ref, role: 'competitor' as const })),
  ];
  const accounts: PlannedAccount[] = [];
  for (const account of named) {
    accounts.push(await planAccount(deps, principal, account, { parameters, asOf }));
  }
  const perAccount = accounts.map(({ collection }) => collection?.calls ?? []);
  const costs = sumCosts(perAccount.map((calls) => ({ costs: calls, times: 1 })));
  const apis = await planApis(deps, principal.subjectId, costs);
  return { asOf, accounts, apis, estimatedSeconds: secondsOf(apis, perAccount) };
}

async function planAccount(
  deps: PlanScanDeps,
  principal: Principal,
  { ref, role }: { readonly ref: AccountRef; readonly role: Role },
  scan: { readonly parameters: ScanParameters; readonly asOf: Date },
): Promise<PlannedAccount> {
  const { from } = windowOf({ scanTime: scan.asOf, parameters: scan.parameters });
  const known = await deps.steps.findAccount(principal, ref, from, scan.asOf);
  const { costs, ...way } = await wayToRead(deps, principal, { ref, role });
  if (costs === null) {
    const imported = isImported(known);
    return {
      ...way,
      ref,
      role,
      reason:
        splitAccountRef(ref).platform === 'file'
          ? imported
            ? null
            : 'nothing was imported under this name'
          : imported
            ? `${way.reason}; the posts of the imported file are used`
            : way.reason,
      source: imported ? 'import' : null,
      access: imported ? (role === 'own' ? 'own' : 'public') : null,
      postsPerPage: null,
      perPage: [],
      collection: null,
      posts: known?.posts ?? 0,
    };
  }
  const { freshMs } = deps;
  const { refresh, insights } = scan.parameters;
  const withInsights = way.access === 'own' && insights !== false;
  const collection = await planCollection(deps, principal, {
    ref,
    accountId: known?.accountId ?? null,
    costs,
    since: readingStart(from),
    now: scan.asOf,
    rules: refresh === undefined ? olderThan(freshMs) : refreshLadder,
    freshMs,
    withInsights,
  });
  return {
    ...way,
    ref,
    role,
    source: costs.source,
    postsPerPage: costs.listing.postsPerPage,
    perPage: fullPageCosts(costs, withInsights),
    collection,
    posts: known?.posts ?? 0,
  };
}

/** A page full of posts that nobody knows yet, and what their owner sees of them. */
function fullPageCosts(
  { listing: { page, postsPerPage: posts }, insights }: CollectionCosts,
  withInsights: boolean,
): readonly ApiCost[] {
  if (insights === null || !withInsights) return page;
  return sumCosts([
    { costs: page, times: 1 },
    { costs: insights.batch, times: Math.ceil(posts / insights.postsPerBatch) },
    { costs: insights.postWithLength, times: posts },
  ]);
}
