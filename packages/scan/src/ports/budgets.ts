import type { PlatformApi } from '@viral-scan/contracts';

/** One budget of an API, as it stands for one user. */
export interface BudgetStanding {
  /** Such as `units` or `user`. */
  readonly budget: string;
  readonly limit: number;
  /** What may go out now. */
  readonly remaining: number;
  /** When all of `limit` is there again; null: it is now. */
  readonly resetsAt: Date | null;
  /** Calls come back steadily; units with the next day of the zone. */
  readonly counts:
    | { readonly kind: 'calls'; readonly back: number; readonly everyMs: number }
    | { readonly kind: 'units'; readonly zone: string };
}

export interface Budgets {
  /** @throws UpstreamUnavailable when nobody knows at the moment */
  standing(api: PlatformApi, onBehalfOf: string): Promise<readonly BudgetStanding[]>;
}
