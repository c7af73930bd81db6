export { type Budget, type BudgetRule, checkRule, defaultUserBudget } from './budget.ts';
export { createPace, type PaceOptions } from './pace/create-pace.ts';
export { forgetUsers } from './pace/forget-users.ts';
export type { Pace, PaceCall, PaceFeedback, Remaining } from './pace/pace.ts';
export type { Turn, Wait } from './pace/turns.ts';
export { type PlatformLimits, platformBudgets } from './platform-budgets.ts';
export type { PaceRedis } from './redis/script.ts';
export { parseRetryAfter } from './retry-after.ts';
export { dayStarts } from './strategies/day-starts.ts';
export {
  type Acquired,
  createStrategy,
  type Standing,
  type Strategy,
  type StrategyOptions,
} from './strategies/strategy.ts';
