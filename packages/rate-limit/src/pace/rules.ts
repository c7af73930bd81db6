import { InvalidInput, type PlatformApi } from '@viral-scan/contracts';
import { type Budget, type BudgetRule, checkRule } from '../budget.ts';
import { paceKeys } from '../redis/keys.ts';
import type { PaceRedis } from '../redis/script.ts';
import type { Pace } from './pace.ts';

export interface RulesDeps {
  readonly prefix: string;
  readonly budgets: ReadonlyMap<PlatformApi, readonly Budget[]>;
  /** Tries until Redis answers, else throws `UpstreamUnavailable`. */
  readonly answered: <T>(work: (redis: PaceRedis) => Promise<T>) => Promise<T>;
}

/** Rules that operators set lie in a hash that every taking of a turn reads. */
export function createRules({
  prefix,
  budgets,
  answered,
}: RulesDeps): Pick<Pace, 'getBudgets' | 'setBudget'> {
  return {
    async getBudgets(api) {
      const set = await answered((redis) => redis.hgetall(paceKeys(prefix, api).rules));
      return (budgets.get(api) ?? []).map((budget) => {
        const text = set[budget.name];
        return text === undefined ? budget : { ...budget, rule: readRule(text, budget.rule) };
      });
    },
    async setBudget(api, name, rule) {
      const { rules } = paceKeys(prefix, api);
      const budget = (budgets.get(api) ?? []).find((configured) => configured.name === name);
      if (budget === undefined) throw new InvalidInput('name', `${api} has no budget of this name`);
      if (rule === null) {
        await answered((redis) => redis.hdel(rules, name));
        return;
      }
      checkRule(rule);
      checkDays(budget.rule, rule);
      await answered((redis) => redis.hset(rules, name, JSON.stringify(rule)));
    },
  };
}

/** Set by hand it may be anything: then the configured rule holds, as it does in the scripts. */
function readRule(text: string, configured: BudgetRule): BudgetRule {
  try {
    const rule = JSON.parse(text) as BudgetRule;
    checkRule(rule);
    checkDays(configured, rule);
    return rule;
  } catch {
    return configured;
  }
}

/** When its days begin comes with every call, from processes that do not know the new rule. */
function checkDays(before: BudgetRule, after: BudgetRule): void {
  const daysBefore = before.kind === 'daily-units' ? before.zone : null;
  const daysAfter = after.kind === 'daily-units' ? after.zone : null;
  if (daysBefore === daysAfter) return;
  if (daysBefore === null || daysAfter === null) {
    throw new InvalidInput(
      'rule.kind',
      'daily units stay daily units, and nothing else becomes so',
    );
  }
  throw new InvalidInput('rule.zone', `must stay ${daysBefore}`);
}
