import { InvalidInput, type PlatformApi } from '@viral-scan/contracts';
import { type Budget, checkBudgets } from '../budget.ts';
import { untilAnswered } from '../redis/away.ts';
import { paceKeys } from '../redis/keys.ts';
import { type PaceRedis, runScript } from '../redis/script.ts';
import { type Look, lookScript, remainingOf } from './look.ts';
import type { Pace } from './pace.ts';
import { penalizeScript, penaltyOf } from './penalize.ts';
import { createPlanner } from './plan.ts';
import { createRules } from './rules.ts';
import { createTurns, type TurnsDeps } from './turns.ts';

export interface PaceOptions extends Pick<TurnsDeps, 'onWait' | 'onTurn'> {
  /** A connection of any role; its commands are given 1.5 s each. */
  readonly redis: PaceRedis;
  /** First part of every key; processes that share it share the pace. */
  readonly prefix: string;
  /** An API without budgets is only held back by what it says itself. */
  readonly budgets: ReadonlyMap<PlatformApi, readonly Budget[]>;
  /** Longest wait of a call, for its turn or for Redis. */
  readonly patienceMs: number;
  /** Real time in ms since the epoch, for tests; absent: the clock of Redis, one for all processes. */
  readonly now?: () => number;
}

/** Throws `InvalidInput` for budgets that cannot be kept. */
export function createPace(options: PaceOptions): Pace {
  const { redis, prefix, budgets, patienceMs, now } = options;
  for (const [api, list] of budgets) checkBudgets(list, `budgets.${api}`);
  if (!(patienceMs >= 0)) throw new InvalidInput('patienceMs', 'must be 0 or more');
  const planner = createPlanner(prefix, budgets, now ?? Date.now);
  const micros = now === undefined ? null : (): number => Math.round(now() * 1_000);
  const turns = createTurns({ ...options, now: micros, planner });
  const answered = <T>(work: (redis: PaceRedis) => Promise<T>): Promise<T> =>
    untilAnswered(redis, 0, null, () => work(redis));

  return {
    take: turns.take,
    async penalize({ api, onBehalfOf }, feedback) {
      const penalty = penaltyOf(feedback);
      const keys = paceKeys(prefix, api);
      const key = feedback.scope === 'user' ? keys.user(onBehalfOf) : keys.app;
      await answered(() =>
        runScript(redis, penalizeScript, [key], [penalty, micros === null ? [] : [micros()]]),
      );
    },
    async remaining(api, onBehalfOf, operation) {
      const plan = planner.plan(api, onBehalfOf, operation);
      const ask = { ...turns.known(api), ...(micros !== null && { now: micros() }) };
      const looks = await answered(() =>
        runScript<readonly Look[]>(redis, lookScript, plan.keys, [plan.budgets, ask]),
      );
      return plan.budgets.flatMap(({ name }, index) => {
        const look = looks[index];
        return look === undefined ? [] : [remainingOf(name, look)];
      });
    },
    ...createRules({ prefix, budgets, answered }),
  };
}
