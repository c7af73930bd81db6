import type { ScrapeLimit } from '@viral-scan/contracts';

/** The state of an account's limit; the reset in whole seconds from now, at least one. */
export const limitHeaders = (state: {
  readonly limit: ScrapeLimit;
  readonly remaining: number;
  readonly resetsInMs: number;
}) => ({
  'x-ratelimit-limit': String(state.limit.requests),
  'x-ratelimit-remaining': String(state.remaining),
  'x-ratelimit-reset': String(Math.max(1, Math.ceil(state.resetsInMs / 1_000))),
});
