import { testRedisPrefix } from '@viral-scan/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BudgetRule } from '../src/index.ts';
import { callTogether } from './start-calling.ts';
import { brokenWindows } from './windows.ts';

const calls = fc.integer({ min: 1, max: 40 });
const perMs = fc.integer({ min: 50, max: 600 });
const anyRule: fc.Arbitrary<BudgetRule> = fc.oneof(
  fc.record({ kind: fc.constant('staggered' as const), calls, perMs }),
  fc.record({ kind: fc.constant('sliding-window' as const), calls, perMs }),
  fc.record({ kind: fc.constant('token-bucket' as const), capacity: calls, refill: calls, perMs }),
);

test('three processes together never let out more than the rules in any window', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(anyRule, anyRule, async (app, user) => {
      const ends = await callTogether(3, {
        ...testRedisPrefix(),
        budgets: [
          { name: 'app', per: 'app', rule: app },
          { name: 'user', per: 'user', rule: user },
        ],
        usersEach: 2,
        atOnce: 4,
        forMs: 1_200,
        patienceMs: 60_000,
      });
      expect(ends.flatMap(({ errors }) => errors)).toEqual([]);
      const out = ends.flatMap((end) => end.out);
      expect(out.length).toBeGreaterThan(0);
      expect(
        brokenWindows(
          app,
          out.map(([, micros]) => micros),
        ),
      ).toEqual([]);
      for (const moments of Map.groupBy(out, ([name]) => name).values()) {
        expect(
          brokenWindows(
            user,
            moments.map(([, micros]) => micros),
          ),
        ).toEqual([]);
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

test('a line of several processes is fair to their users', { timeout: 60_000 }, async () => {
  const ends = await callTogether(3, {
    ...testRedisPrefix(),
    budgets: [{ name: 'app', per: 'app', rule: { kind: 'staggered', calls: 90, perMs: 1_000 } }],
    usersEach: 5,
    atOnce: 2,
    forMs: 4_000,
    patienceMs: 60_000,
  });
  // While all three were calling.
  const moments = ends.map(({ out }) => out.map(([, micros]) => micros));
  const from = Math.max(...moments.map((each) => Math.min(...each))) + 500_000;
  const to = Math.min(...moments.map((each) => Math.max(...each)));
  const together = ends.flatMap(({ out }) => out.filter(([, at]) => from < at && at < to));
  const counts = [...Map.groupBy(together, ([user]) => user).values()].map(({ length }) => length);
  expect(counts).toHaveLength(16);
  // To the call in line.integration.test.ts; here a process may be held up by its machine.
  expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(3);
});
