import {
  flatPattern,
  makeComparable,
  randomFor,
  recommendTimes,
  shuffleTimes,
  wilsonInterval,
} from '@viral-scan/analysis';
import type { AnalysisAccount } from '@viral-scan/contracts';
import { progress } from '../progress.ts';
import { fromMs } from './measure-account.ts';

/** Fewer than the product's 2,000: the level of the test is the same, and many more can be tried. */
export const controlPermutations = 500;
const mostTrials = 2_000;
const mostShuffles = 300;
const mostPosts = 4_000_000;

export interface ShuffleControl {
  readonly accounts: number;
  readonly trials: number;
  readonly named: number;
  /** Wilson's, of the share. */
  readonly interval: readonly [number, number] | null;
}

/**
 * How often an hour is named where none can matter: posts are dealt out anew over the times of
 * their account, again and again with other seeds, and the whole search is run on each. Only
 * accounts with enough posts for a recommendation are asked.
 */
export function shuffleControl(
  accounts: readonly AnalysisAccount[],
  asOfMs: number,
  timezone: string,
): ShuffleControl {
  const posts = accounts.reduce((sum, account) => sum + account.posts.length, 0);
  const shuffles = Math.max(
    1,
    Math.floor(Math.min(mostShuffles, mostTrials / accounts.length, mostPosts / posts)),
  );
  const tell = progress('shuffled accounts', accounts.length * shuffles);
  let trials = 0;
  let named = 0;
  for (const account of accounts) {
    const [first, last] = [account.posts[0], account.posts.at(-1)];
    const span = (last?.publishedAtMs ?? 0) - (first?.publishedAtMs ?? 0);
    for (let seed = 0; seed < shuffles; seed += 1) {
      const random = randomFor('bench accuracy shuffle', account.accountId, seed);
      const comparable = makeComparable(
        shuffleTimes(account, random),
        { fromMs, asOfMs: asOfMs + span },
        timezone,
      );
      const { times } = recommendTimes(comparable, flatPattern, controlPermutations, random);
      trials += 1;
      named += times.length > 0 ? 1 : 0;
      tell(trials);
    }
  }
  return { accounts: accounts.length, trials, named, interval: wilsonInterval(named, trials) };
}
