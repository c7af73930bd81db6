import { InvalidInput } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { type Budget, type BudgetRule, checkBudgets, checkRule } from '../src/budget.ts';
import { limitKey, paceKeys } from '../src/redis/keys.ts';

const fieldOf = (work: () => void): string | null => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return error.field;
    throw error;
  }
  return null;
};

const app: Budget = {
  name: 'app',
  per: 'app',
  rule: { kind: 'sliding-window', calls: 1, perMs: 1 },
};

describe('a budget', () => {
  test.each<[string, BudgetRule]>([
    ['rule.calls', { kind: 'staggered', calls: 0, perMs: 1_000 }],
    ['rule.calls', { kind: 'sliding-window', calls: 1.5, perMs: 1_000 }],
    ['rule.calls', { kind: 'sliding-window', calls: 2_000_000, perMs: 1_000 }],
    ['rule.perMs', { kind: 'staggered', calls: 5, perMs: Number.NaN }],
    ['rule.perMs', { kind: 'sliding-window', calls: 5, perMs: -1 }],
    ['rule.capacity', { kind: 'token-bucket', capacity: 0, refill: 1, perMs: 1 }],
    ['rule.refill', { kind: 'token-bucket', capacity: 1, refill: 0, perMs: 1 }],
    ['rule.units', { kind: 'daily-units', units: 0, zone: 'UTC' }],
    ['rule.zone', { kind: 'daily-units', units: 1, zone: 'Mars/Olympus' }],
  ])('that cannot be kept is refused by %s', (field, rule) => {
    expect(fieldOf(() => checkRule(rule))).toBe(field);
  });

  test('of a kind that nobody knows is refused', () => {
    const rule = JSON.parse('{"kind":"leaky","calls":1,"perMs":1}') as BudgetRule;
    expect(fieldOf(() => checkRule(rule))).toBe('rule.kind');
  });

  test('has a name of its own', () => {
    expect(fieldOf(() => checkBudgets([app], 'budgets.youtube-data'))).toBeNull();
    expect(fieldOf(() => checkBudgets([app, app], 'budgets.youtube-data'))).toBe(
      'budgets.youtube-data.1.name',
    );
    expect(fieldOf(() => checkBudgets([{ ...app, name: 'a:b' }], 'budgets'))).toBe(
      'budgets.0.name',
    );
  });
});

describe('keys', () => {
  test('of one API share a hash tag', () => {
    const keys = paceKeys('p', 'youtube-data');
    const all = [keys.history, keys.rules, keys.app, keys.user('u')];
    for (const per of ['app', 'user', 'endpoint', 'user-endpoint'] as const) {
      all.push(keys.counter({ ...app, per }, 'videos.list', 'u'));
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((key) => key.startsWith('p:pace:{youtube-data}:'))).toBe(true);
  });

  test('take no prefix with a hash tag of its own, and no empty key', () => {
    expect(fieldOf(() => paceKeys('{p}', 'youtube-data'))).toBe('prefix');
    expect(fieldOf(() => limitKey('p', ''))).toBe('key');
  });
});
