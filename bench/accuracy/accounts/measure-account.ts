import {
  flatPattern,
  type HeldOutHours,
  heldOutHours,
  makeComparable,
  randomFor,
  recommendedHours,
  recommendTimes,
  scoreExpectations,
  topHours,
} from '@viral-scan/analysis';
import type { AccountAccuracy, AnalysisAccount } from '@viral-scan/contracts';

/** As in the product. */
export const permutations = 2_000;
/** All of the file. */
export const fromMs = -8.64e15;
/** A recommended hour was measured with its neighbours; so it is checked with them. */
const reach = 1;
const settledMs = 31 * 86_400_000;

export interface AccountMeasure {
  readonly posts: number;
  readonly compared: number;
  /** How posts are compared: "42 h" or "settled". */
  readonly age: string;
  /** Times named from the whole history; a sentence where none is. */
  readonly times: number;
  readonly refusal: string | null;
  /** Later posts parted by hours chosen on the earlier ones. */
  readonly recommended: HeldOutHours | null;
  readonly top: HeldOutHours | null;
  /** As `top`, on the last counters of each post whatever its age. */
  readonly naive: HeldOutHours | null;
  readonly accuracy: AccountAccuracy | null;
}

/** Every post with its last counters as if they were of one age. */
function withoutAges(account: AnalysisAccount): AnalysisAccount {
  const posts = account.posts.map((post) => ({
    ...post,
    snapshots: post.snapshots
      .slice(-1)
      .map((seen) => ({ ...seen, capturedAtMs: post.publishedAtMs + settledMs })),
  }));
  return { ...account, posts };
}

/** All that is asked of one account. It is looked at alone, as in a scan without competitors. */
export function measureAccount(
  account: AnalysisAccount,
  asOfMs: number,
  timezone: string,
): AccountMeasure {
  const generator = (purpose: string) => randomFor('bench accuracy', purpose, account.accountId);
  const comparable = makeComparable(account, { fromMs, asOfMs }, timezone);
  const found = recommendTimes(comparable, flatPattern, permutations, generator('times'));
  const rule = recommendedHours(flatPattern, permutations, generator('rule'));
  const ageless = makeComparable(
    withoutAges(account),
    { fromMs, asOfMs: asOfMs + settledMs },
    timezone,
  );
  const { mode, age_hours: hours } = comparable.equalAge;
  return {
    posts: account.posts.length,
    compared: comparable.compared.length,
    age: mode === 'at_age' ? `${hours} h` : mode,
    times: found.times.length,
    refusal: found.refusal,
    recommended: heldOutHours(comparable, rule, reach),
    top: heldOutHours(comparable, topHours(3)),
    naive: heldOutHours(ageless, topHours(3)),
    accuracy: scoreExpectations(comparable, generator('model')),
  };
}
