import { InvalidInput } from '@viral-scan/contracts';
import type { Budget } from '../budget.ts';

/**
 * Every Redis key of this package. What one script touches shares a hash tag, so that it lies in
 * one slot of a cluster: `{api}` for a pace, `{key}` for a strategy by itself.
 *
 *   PREFIX:pace:{API}:history      hash    epoch, turns, unknown_until (history.ts)
 *   PREFIX:pace:{API}:rules        hash    rules that operators set, by budget
 *   PREFIX:pace:{API}:app          hash    what the platform said of all (penalize.ts)
 *   PREFIX:pace:{API}:user:USER    hash    what it said of one user
 *   PREFIX:pace:{API}:budget:NAME:COUNTER…   see `parts`
 *   PREFIX:limit:{KEY}…                      see `parts`
 */
export interface PaceKeys {
  readonly history: string;
  readonly rules: string;
  readonly app: string;
  user(user: string): string;
  /** `parts` are appended to it. */
  counter(budget: Budget, operation: string, user: string): string;
}

/** What a counter consists of: one of the first three, by its rule; the others while somebody waits. */
export const parts = {
  /** List: when the calls of the last window went out. */
  log: ':log',
  /** String: when the bucket is full again, the interval this was reckoned by, and when. */
  bucket: ':bucket',
  /** Hash, followed by the day's start: units used. */
  day: ':day:',
  /** Sorted set: who waits, by turn. */
  line: ':line',
  /** Sorted set: who waits, by when the place is lost. */
  leases: ':leases',
  /** Sorted set: `v` the turn last served, `uUSER` a user's next turn. */
  turns: ':turns',
} as const;

/** Declares `parts` in a script. */
export const partsLua = `local PART = { ${Object.entries(parts)
  .map(([name, suffix]) => `${name} = '${suffix}'`)
  .join(', ')} }`;

export function paceKeys(prefix: string, api: string): PaceKeys {
  const home = `${checkedPrefix(prefix)}:pace:{${api}}`;
  return {
    history: `${home}:history`,
    rules: `${home}:rules`,
    app: `${home}:app`,
    user: (user) => `${home}:user:${user}`,
    counter: ({ name, per }, operation, user) => {
      const counters = {
        app: 'app',
        user: `user:${user}`,
        endpoint: `endpoint:${operation}`,
        'user-endpoint': `endpoint:${operation}:user:${user}`,
      };
      return `${home}:budget:${name}:${counters[per]}`;
    },
  };
}

export function limitKey(prefix: string, key: string): string {
  if (key === '') throw new InvalidInput('key', 'must not be empty');
  return `${checkedPrefix(prefix)}:limit:{${key}}`;
}

export function checkedPrefix(prefix: string): string {
  // A brace would be taken for the hash tag.
  if (/[{}]/.test(prefix)) throw new InvalidInput('prefix', 'must not contain braces');
  return prefix;
}
