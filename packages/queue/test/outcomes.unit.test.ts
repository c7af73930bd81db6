import {
  AccountNotFound,
  AddressForbidden,
  InvalidInput,
  NotFound,
  PlatformNotConfigured,
  QuotaExhausted,
  RateLimited,
  StepLost,
  UnreadableFile,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { expect, test } from 'vitest';
import { outcomeOf } from '../src/index.ts';

test.each([
  [new InvalidInput('accounts', 'bad'), 'give_up'],
  [new UpstreamRefused('key'), 'give_up'],
  [new PlatformNotConfigured('no client'), 'give_up'],
  [new AccountNotFound('gone'), 'give_up'],
  [new QuotaExhausted('used up', new Date()), 'give_up'],
  [new NotFound('scan'), 'give_up'],
  [new AddressForbidden('10.0.0.1'), 'give_up'],
  [new UnreadableFile('torn'), 'give_up'],
  [new UpstreamUnavailable('503'), 'retry'],
  [new UpstreamContractBroken('html'), 'retry'],
  [new StepLost('fence'), 'lost'],
  [new Error('unforeseen'), 'retry'],
  [new TypeError('a bug'), 'retry'],
  ['a string', 'retry'],
  [undefined, 'retry'],
])('%s becomes %s', (error, kind) => {
  expect(outcomeOf(error, 1).kind).toBe(kind);
});

test('a broken contract is tried twice', () => {
  expect(outcomeOf(new UpstreamContractBroken('html'), 2).kind).toBe('give_up');
});

test.each([
  [30_000, 30_000],
  [1_500.2, 1_501],
  [0, 1_000],
  [-5, 1_000],
  [Number.NaN, 1_000],
  [Number.POSITIVE_INFINITY, 3_600_000],
  [1e12, 3_600_000],
])('a rate limit of %d ms delays by %d ms', (retryAfterMs, afterMs) => {
  expect(outcomeOf(new RateLimited('slow down', retryAfterMs), 1)).toEqual({
    kind: 'delay',
    afterMs,
  });
});
