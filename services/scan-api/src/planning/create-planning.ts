import type { GrantKind, Platform } from '@viral-scan/contracts';
import { collectionCosts, costsOfOthers } from '@viral-scan/platforms';
import type { Budgets, PlanScanDeps } from '@viral-scan/scan';
import type { Store } from '@viral-scan/store';

/** What plans are made of, beside what the API has anyway. */
export type Planning = Omit<PlanScanDeps, 'scans' | 'clock'>;

export interface PlanningOptions {
  readonly budgets: Budgets;
  /** Logins that are configured. */
  readonly grantKinds: Iterable<GrantKind>;
  /** What the collector can read without a grant. */
  readonly publicPlatforms: readonly Platform[];
  readonly freshMs: number;
}

export function createPlanning(
  store: Pick<Store, 'steps' | 'collections' | 'planning' | 'connections'>,
  { budgets, grantKinds, publicPlatforms, freshMs }: PlanningOptions,
): Planning {
  const kinds = new Set(grantKinds);
  const { steps, collections, planning, connections } = store;
  return {
    steps,
    collections,
    planning,
    connections,
    budgets,
    costsByGrant: new Map(
      collectionCosts.flatMap((costs) =>
        costs.grant !== null && kinds.has(costs.grant) ? [[costs.grant, costs] as const] : [],
      ),
    ),
    publicCosts: new Map(
      collectionCosts.flatMap((costs) =>
        costs.grant === null && publicPlatforms.includes(costs.platform)
          ? [[costs.platform, costs] as const]
          : [],
      ),
    ),
    costsOfOthers: new Map(
      costsOfOthers.flatMap((costs) =>
        costs.grant !== null && kinds.has(costs.grant) ? [[costs.platform, costs] as const] : [],
      ),
    ),
    realNow: () => new Date(),
    freshMs,
  };
}
