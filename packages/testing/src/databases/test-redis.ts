import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';

/** A key prefix of its own on the shared test Redis. */
export const testRedisPrefix = (): { readonly url: string; readonly prefix: string } => ({
  url: inject('redisUrl'),
  prefix: `test-${randomUUID()}`,
});
