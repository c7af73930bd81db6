import type { GrantKind, PlatformApi } from './connector.ts';
import type { Platform, Source } from './platform.ts';

/** What calls take of the budgets of one API. */
export interface ApiCost {
  readonly api: PlatformApi;
  readonly calls: number;
  /** Of a daily budget, all calls together. */
  readonly units: number;
}

/**
 * What a connector's methods call, where nothing goes wrong. Data only, so that a collection can be
 * planned where no connector is.
 */
export interface CollectionCosts {
  readonly platform: Platform;
  readonly source: Source;
  /** Null: for what anyone may see. */
  readonly grant: GrantKind | null;
  /** `fetchAccount`, with which a listing begins. */
  readonly account: readonly ApiCost[];
  readonly listing: {
    readonly postsPerPage: number;
    readonly page: readonly ApiCost[];
    /** A page without a post that is wanted: where a listing notices that it has read enough. */
    readonly pageOfOld: readonly ApiCost[];
  };
  /** `fetchPosts`. */
  readonly lookup: { readonly postsPerBatch: number; readonly batch: readonly ApiCost[] };
  /** `fetchInsights`; null where there is none. */
  readonly insights: {
    readonly postsPerBatch: number;
    readonly batch: readonly ApiCost[];
    /** On top, for each post that has a length. */
    readonly postWithLength: readonly ApiCost[];
  } | null;
  /** `fetchAccountDays`; null where there is none. */
  readonly days: readonly ApiCost[] | null;
  /** On top of each lookup, batch of insights and reading of days, of an account named by its handle. */
  readonly byHandle: readonly ApiCost[];
}

/** `times` each, by API, in the order in which the APIs first appear. */
export function sumCosts(
  parts: readonly { readonly costs: readonly ApiCost[]; readonly times: number }[],
): readonly ApiCost[] {
  const byApi = new Map<PlatformApi, ApiCost>();
  for (const { costs, times } of parts) {
    if (times === 0) continue;
    for (const { api, calls, units } of costs) {
      const sum = byApi.get(api) ?? { api, calls: 0, units: 0 };
      byApi.set(api, { api, calls: sum.calls + times * calls, units: sum.units + times * units });
    }
  }
  return [...byApi.values()];
}
