import { type ApiCost, type Day, UpstreamUnavailable } from '@viral-scan/contracts';
import type { BudgetStanding, Budgets } from '../ports/budgets.ts';

export interface PlannedApi extends ApiCost {
  /** Null: `budgetsReason` says why they are not known. */
  readonly budgets: readonly BudgetStanding[] | null;
  readonly budgetsReason: string | null;
  /** Null: not known. */
  readonly fitsToday: boolean | null;
  /** The day, in the budget's zone, on which the last unit is used; null: not known. */
  readonly endsOn: Day | null;
}

const dayMs = 86_400_000;
/** From call to answer, one after the other within an account. */
const secondsPerCall = 0.3;
/** Until jobs start, and for the analysis. */
const baseSeconds = 5;
/** Where the budgets are not known. */
const usualCallsPerSecond = 5;

/** What calls would leave of the budgets, and on which day the last of them could go out. */
export async function planApis(
  deps: { readonly budgets: Budgets; readonly realNow: () => Date },
  onBehalfOf: string,
  costs: readonly ApiCost[],
): Promise<readonly PlannedApi[]> {
  return Promise.all(
    costs.map(async (cost): Promise<PlannedApi> => {
      let budgets: readonly BudgetStanding[];
      try {
        budgets = await deps.budgets.standing(cost.api, onBehalfOf);
      } catch (error) {
        if (!(error instanceof UpstreamUnavailable)) throw error;
        const budgetsReason = error.message;
        return { ...cost, budgets: null, budgetsReason, fitsToday: null, endsOn: null };
      }
      const ends = budgets.flatMap((budget) => endOf(budget, cost.units, deps.realNow()) ?? []);
      const last = ends.reduce((later, end) => (end.days >= later.days ? end : later), noWait);
      return {
        ...cost,
        budgets,
        budgetsReason: null,
        fitsToday: last.days === 0,
        endsOn: last.day,
      };
    }),
  );
}

const noWait = { days: 0, day: null as Day | null };

/** Null of budgets that do not go by days. */
function endOf(
  { counts, limit, remaining }: BudgetStanding,
  units: number,
  now: Date,
): { readonly days: number; readonly day: Day } | null {
  if (counts.kind !== 'units') return null;
  const days = Math.ceil(Math.max(0, units - remaining) / limit);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: counts.zone }).format(now);
  return { days, day: new Date(Date.parse(today) + days * dayMs).toISOString().slice(0, 10) };
}

/** Accounts are read beside each other, each call by call, and share the budgets. */
export function secondsOf(
  apis: readonly PlannedApi[],
  perAccount: readonly (readonly ApiCost[])[],
): number {
  const longest = Math.max(
    0,
    ...perAccount.map((costs) => costs.reduce((sum, { calls }) => sum + calls, 0)),
  );
  const waits = apis.flatMap(({ calls, budgets }) =>
    budgets === null
      ? [calls / usualCallsPerSecond]
      : budgets.map((budget) => secondsFor(calls, budget)),
  );
  return Math.ceil(baseSeconds + Math.max(longest * secondsPerCall, 0, ...waits));
}

function secondsFor(calls: number, { counts, remaining }: BudgetStanding): number {
  if (counts.kind !== 'calls') return 0;
  return (Math.max(0, calls - remaining) / counts.back) * (counts.everyMs / 1_000);
}
