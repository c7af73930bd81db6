import {
  type ComparablePosts,
  flatPattern,
  type HeldOutHours,
  type HourRule,
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
/** 20 % of the posts, then 20 % of the rest …: 59 % are held out once. */
export const steps = 4;
const settledMs = 31 * 86_400_000;

export interface AccountMeasure {
  readonly posts: number;
  readonly compared: number;
  /** How posts are compared: "42 h" or "settled". */
  readonly age: string;
  /** Times named from the whole history; a sentence where none is. */
  readonly times: number;
  readonly refusal: string | null;
  /** Later posts parted by hours chosen on the earlier ones; then the same on shorter histories. */
  readonly recommended: readonly HeldOutHours[];
  readonly top: readonly HeldOutHours[];
  /** As `top`, on the last counters of each post whatever its age. */
  readonly naive: readonly HeldOutHours[];
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

/**
 * `heldOutHours`, then again with its held-out posts cut off, and so on: what is held out in
 * one step is known in none of the next, so that no post is scored twice.
 */
function walkBack(
  account: AnalysisAccount,
  comparableOf: (account: AnalysisAccount) => ComparablePosts,
  rule: HourRule,
  around: number,
): HeldOutHours[] {
  const held: HeldOutHours[] = [];
  let rest = account;
  for (let step = 0; step < steps; step += 1) {
    const comparable = comparableOf(rest);
    const parted = heldOutHours(comparable, rule, around);
    if (parted === null) break;
    held.push(parted);
    const { compared } = comparable;
    const cut = compared[compared.length - parted.raw.inside.length]?.publishedAtMs ?? 0;
    rest = { ...rest, posts: rest.posts.filter(({ publishedAtMs }) => publishedAtMs < cut) };
  }
  return held;
}

/** All that is asked of one account. It is looked at alone, as in a scan without competitors. */
export function measureAccount(
  account: AnalysisAccount,
  asOfMs: number,
  timezone: string,
): AccountMeasure {
  const generator = (purpose: string) => randomFor('bench accuracy', purpose, account.accountId);
  const window = { fromMs, asOfMs };
  const comparableOf = (each: AnalysisAccount) => makeComparable(each, window, timezone);
  const later = { fromMs, asOfMs: asOfMs + settledMs };
  const agelessOf = (each: AnalysisAccount) => makeComparable(withoutAges(each), later, timezone);
  const comparable = comparableOf(account);
  const found = recommendTimes(comparable, flatPattern, permutations, generator('times'));
  const rule = recommendedHours(flatPattern, permutations, generator('rule'));
  const { mode, age_hours: hours } = comparable.equalAge;
  return {
    posts: account.posts.length,
    compared: comparable.compared.length,
    age: mode === 'at_age' ? `${hours} h` : mode,
    times: found.times.length,
    refusal: found.refusal,
    recommended: walkBack(account, comparableOf, rule, reach),
    top: walkBack(account, comparableOf, topHours(3), 0),
    naive: walkBack(account, agelessOf, topHours(3), 0),
    accuracy: scoreExpectations(comparable, generator('model')),
  };
}
