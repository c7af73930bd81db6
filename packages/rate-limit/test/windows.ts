import type { BudgetRule } from '../src/index.ts';

/** The most moments in any half-open window [t, t + length); moments ascend. */
export function mostInAnyWindow(moments: readonly number[], length: number): number {
  let most = 0;
  let first = 0;
  for (const [last, moment] of moments.entries()) {
    while (moment - (moments[first] ?? moment) >= length) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** Windows in which the rule let out too many, as text; moments in microseconds, in any order. */
export function brokenWindows(rule: BudgetRule, micros: readonly number[]): string[] {
  const moments = micros.toSorted((a, b) => a - b);
  switch (rule.kind) {
    case 'staggered':
    case 'sliding-window': {
      const most = mostInAnyWindow(moments, rule.perMs * 1_000);
      return most > rule.calls ? [`${most} of ${rule.calls} calls in ${rule.perMs} ms`] : [];
    }
    case 'token-bucket': {
      const { capacity, refill, perMs } = rule;
      return moments.flatMap((first, from) =>
        moments.slice(from + capacity).flatMap((last, index) => {
          const calls = index + capacity + 1;
          const allowed = capacity + ((last - first) * refill) / (perMs * 1_000);
          return calls > allowed ? [`${calls} of ${allowed} calls in ${last - first} µs`] : [];
        }),
      );
    }
    case 'daily-units':
      return moments.length > rule.units ? [`${moments.length} of ${rule.units} units`] : [];
  }
}
