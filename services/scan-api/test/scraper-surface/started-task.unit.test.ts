import { createLogger } from '@viral-scan/runtime';
import { inMemoryStore } from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { limitHeadersOf } from '../../src/scraper-surface/replies/started-task.ts';

it('a reset is told in seconds of the clock that keeps the limits', async () => {
  const { scrapes, identity } = inMemoryStore({ realNowMs: () => Date.now() + 3_600_000 });
  const who = await identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
  const limit = { requests: 2, windowSeconds: 60 };
  const log = createLogger({ service: 'test', level: 'silent', hashKey: 'k'.repeat(32) });
  expect(await limitHeadersOf({ scrapes, limit }, who, 'threads:somebody', log)).toEqual({
    'x-ratelimit-limit': '2',
    'x-ratelimit-remaining': '2',
    'x-ratelimit-reset': '60',
  });
});
