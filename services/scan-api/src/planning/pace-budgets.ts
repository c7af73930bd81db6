import type { BudgetRule, Pace } from '@viral-scan/rate-limit';
import type { BudgetStanding, Budgets } from '@viral-scan/scan';

/** Budgets as the pace keeps them for all processes. */
export const paceBudgets = (pace: Pick<Pace, 'getBudgets' | 'remaining'>): Budgets => ({
  async standing(api, onBehalfOf) {
    const [budgets, standing] = await Promise.all([
      pace.getBudgets(api),
      pace.remaining(api, onBehalfOf),
    ]);
    const rules = new Map(budgets.map(({ name, rule }) => [name, rule]));
    return standing.flatMap(({ budget, limit, remaining, resetsAt }) => {
      const rule = rules.get(budget);
      return rule === undefined
        ? []
        : [{ budget, limit, remaining, resetsAt, counts: countsOf(rule) }];
    });
  },
});

function countsOf(rule: BudgetRule): BudgetStanding['counts'] {
  switch (rule.kind) {
    case 'daily-units':
      return { kind: 'units', zone: rule.zone };
    case 'token-bucket':
      return { kind: 'calls', back: rule.refill, everyMs: rule.perMs };
    default:
      return { kind: 'calls', back: rule.calls, everyMs: rule.perMs };
  }
}
