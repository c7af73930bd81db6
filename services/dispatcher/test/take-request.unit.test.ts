import { randomUUID } from 'node:crypto';
import type { Caller } from '@viral-scan/contracts';
import { createTracing } from '@viral-scan/runtime';
import { inMemoryStore, manualClock } from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { takeRequest } from '../src/scrape-requests/take-request.ts';

function room() {
  const store = inMemoryStore();
  const callers: Caller[] = [];
  const take = takeRequest({
    ...store,
    identity: {
      principalOf: (caller) => {
        callers.push(caller);
        return store.identity.principalOf(caller);
      },
    },
    clock: manualClock(),
    newId: randomUUID,
    tracing: createTracing({ service: 'test' }),
    limit: { requests: 1, windowSeconds: 60 },
    defaultPlatform: 'threads',
    tenantId: randomUUID(),
    userId: randomUUID(),
    isAway: async () => false,
  });
  const ask = (accountId: string) =>
    take({
      specversion: '1.0',
      id: randomUUID(),
      source: '/planner',
      type: 'viral.scraping.requested',
      data: {
        account_id: accountId,
        max_posts: 50,
        days_back: 7,
        min_performance_percentile: 99,
      },
    });
  return { ask, callers };
}

it('acts within the scope that the call over HTTP asks for', async () => {
  const { ask, callers } = room();
  expect(await ask('chef')).toBe('accepted');
  expect(callers.map(({ scopes }) => scopes)).toEqual([['collection:write']]);
});

it.each(['myspace:joe', '../health', 'youtube:..'])('%s is nobody’s name', async (name) => {
  const { ask, callers } = room();
  expect(await ask(name)).toEqual({
    dead: 'event.data.account_id: does not name an account',
  });
  expect(callers).toEqual([]);
});
