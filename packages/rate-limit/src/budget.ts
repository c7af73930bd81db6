import { InvalidInput } from '@viral-scan/contracts';
import { isZone } from './strategies/day-starts.ts';

/** How much may go out when. Windows are half open: [t, t + perMs). */
export type BudgetRule =
  /** One after the other, evenly spaced; who waits stands in a line that is fair between users. */
  | { readonly kind: 'staggered'; readonly calls: number; readonly perMs: number }
  /** Never more than `calls` in any window of `perMs`, wherever it begins. */
  | { readonly kind: 'sliding-window'; readonly calls: number; readonly perMs: number }
  /** A bucket of `capacity` calls, refilled steadily: in any window at most capacity + refill × window / perMs. */
  | {
      readonly kind: 'token-bucket';
      readonly capacity: number;
      readonly refill: number;
      readonly perMs: number;
    }
  /** Units of a day of `zone` (IANA), which ends at its midnight. */
  | { readonly kind: 'daily-units'; readonly units: number; readonly zone: string };

/** One budget that calls are counted in. */
export interface Budget {
  /** Unique within its API, such as `app` or `units`; operators change the budget by it. */
  readonly name: string;
  /** What a counter of its own is kept for; `app`: one for all. */
  readonly per: 'app' | 'user' | 'endpoint' | 'user-endpoint';
  /** Calls count one each, whatever their units; `daily-units` counts units. */
  readonly rule: BudgetRule;
  /** Only these operations count; absent: all. */
  readonly operations?: readonly string[];
}

/** Five calls a second for each user, one after the other. */
export const defaultUserBudget: Budget = {
  name: 'user',
  per: 'user',
  rule: { kind: 'staggered', calls: 5, perMs: 1_000 },
};

/** Beyond it the log of a sliding window (about 10 bytes a call) is no longer small. */
export const mostCalls = 1_000_000;
const longestWindowMs = 31 * 86_400_000;

/** Throws `InvalidInput` that names the field below `field`. */
export function checkRule(rule: BudgetRule, field = 'rule'): void {
  const whole = (value: number, name: string, most: number): void => {
    if (!Number.isSafeInteger(value) || value < 1 || value > most) {
      throw new InvalidInput(`${field}.${name}`, `must be a whole number from 1 to ${most}`);
    }
  };
  switch (rule.kind) {
    case 'staggered':
    case 'sliding-window':
      whole(rule.calls, 'calls', mostCalls);
      whole(rule.perMs, 'perMs', longestWindowMs);
      return;
    case 'token-bucket':
      whole(rule.capacity, 'capacity', mostCalls);
      whole(rule.refill, 'refill', mostCalls);
      whole(rule.perMs, 'perMs', longestWindowMs);
      return;
    case 'daily-units':
      whole(rule.units, 'units', Number.MAX_SAFE_INTEGER);
      if (!isZone(rule.zone)) throw new InvalidInput(`${field}.zone`, 'is no known time zone');
      return;
    default:
      throw new InvalidInput(`${field}.kind`, 'is no kind of budget');
  }
}

/** Throws `InvalidInput` for a budget that cannot be kept, or two of one name. */
export function checkBudgets(budgets: readonly Budget[], field: string): void {
  const names = new Set<string>();
  for (const [index, budget] of budgets.entries()) {
    const at = `${field}.${index}`;
    if (!/^[\w.-]{1,100}$/.test(budget.name)) {
      throw new InvalidInput(`${at}.name`, 'must be 1 to 100 letters, digits, ".", "_" or "-"');
    }
    if (names.has(budget.name)) throw new InvalidInput(`${at}.name`, 'is there twice');
    names.add(budget.name);
    checkRule(budget.rule, `${at}.rule`);
  }
}
