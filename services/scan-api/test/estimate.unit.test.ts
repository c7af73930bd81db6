import { expect, it } from 'vitest';
import { estimateSeconds } from '../src/replies/estimate.ts';

it('the estimate grows with accounts and look-back and is a whole number', () => {
  const parameters = { accounts: ['a'], competitors: [], lookback_days: 1 };
  const small = estimateSeconds(parameters);
  const more = estimateSeconds({ ...parameters, competitors: ['b', 'c'] });
  const longer = estimateSeconds({ ...parameters, lookback_days: 365 });
  expect(Number.isInteger(small)).toBe(true);
  expect(more).toBeGreaterThan(small);
  expect(longer).toBeGreaterThan(small);
});
