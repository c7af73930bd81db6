import type { PlatformApi } from '@viral-scan/contracts';
import type { Budget, BudgetRule } from '../budget.ts';
import { paceKeys } from '../redis/keys.ts';
import { createDays } from '../strategies/day-starts.ts';

/** What the scripts are told of a budget. */
export interface PlannedBudget {
  readonly name: string;
  readonly per: Budget['per'];
  readonly rule: BudgetRule;
  /** In ms; empty without days. */
  readonly day_starts: readonly number[];
}

/** What one call is counted in, and under which keys. */
export interface Plan {
  readonly budgets: readonly PlannedBudget[];
  /** As the scripts want them: see counters.ts. */
  readonly keys: readonly string[];
  readonly counterKeys: readonly string[];
}

export interface Planner {
  /** Without an operation: the budgets that hold for every one. */
  plan(api: PlatformApi, user: string, operation: string | undefined): Plan;
}

export function createPlanner(
  prefix: string,
  budgets: ReadonlyMap<PlatformApi, readonly Budget[]>,
  now: () => number,
): Planner {
  const daysOf = createDays(now);
  return {
    plan(api, user, operation) {
      const keys = paceKeys(prefix, api);
      const counted = (budgets.get(api) ?? []).filter((budget) => counts(budget, operation));
      const counterKeys = counted.map((budget) => keys.counter(budget, operation ?? '', user));
      return {
        budgets: counted.map(({ name, per, rule }) => ({
          name,
          per,
          rule,
          day_starts: rule.kind === 'daily-units' ? daysOf(rule.zone) : [],
        })),
        keys: [keys.history, keys.rules, keys.app, keys.user(user), ...counterKeys],
        counterKeys,
      };
    },
  };
}

function counts({ per, operations }: Budget, operation: string | undefined): boolean {
  if (operation !== undefined) return operations === undefined || operations.includes(operation);
  return (per === 'app' || per === 'user') && operations === undefined;
}
