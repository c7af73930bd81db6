import type { AnalysisInput } from '@viral-scan/contracts';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { platformPattern } from '../src/hours/platform-pattern.ts';
import { recommendTimes, type TimeFindings } from '../src/hours/recommend-times.ts';
import { firstKnownZone } from '../src/hours/zone-clock.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { type SyntheticAccount, syntheticInput } from './synthetic-account.ts';

/** The posting times of an input's first account, as `analyze` finds them, and nothing else. */
export function timesOf(input: AnalysisInput, permutations: number): TimeFindings {
  const window = { fromMs: input.fromMs, asOfMs: input.asOfMs };
  const accounts = input.accounts.map((account) =>
    makeComparable(account, window, firstKnownZone(account.timezone, input.timezone)),
  );
  const [first] = accounts;
  if (first === undefined) return { times: [], posts: 0, refusal: 'no account' };
  const pattern = platformPattern(first, accounts);
  return recommendTimes(first, pattern, permutations, randomFor('hours', first.account.accountId));
}

export const timesOfSynthetic = (options: SyntheticAccount, permutations: number): TimeFindings =>
  timesOf(syntheticInput(options), permutations);
