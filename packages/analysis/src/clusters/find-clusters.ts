import type { Cluster } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { bootstrapInterval } from '../effects/contrast.ts';
import { contrastOfGroup, rankResiduals, testGroup } from '../effects/group-trials.ts';
import { zoneClock } from '../hours/zone-clock.ts';
import type { Parallel } from '../parallel/parallel.ts';
import { blockLength } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { at, indexAt } from '../statistics/at.ts';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import { median } from '../statistics/quantile.ts';
import { logDifferencePct, rounded, roundedOrZero } from '../statistics/rounding.ts';
import { groupPosts, type PostGroups } from './group-posts.ts';
import { indexTraits, sharedTraits } from './shared-traits.ts';

export const fewestPosts = 60;
const fewestOutside = 8;
const mostClusters = 12;
const mostExamples = 3;
const resamples = 500;
const significance = 0.1;

interface AccountClusters {
  readonly comparable: ComparablePosts;
  readonly clusters: readonly Cluster[];
  readonly reason: string;
}

/** Positions of the members of each group, ascending. O(posts). */
function membersByGroup({ labels, sizes }: PostGroups): Int32Array[] {
  const members = sizes.map((size) => new Int32Array(size));
  const written = new Int32Array(sizes.length);
  labels.forEach((label, i) => {
    const group = members[label];
    if (group === undefined) return;
    group[indexAt(written, label)] = i;
    written[label] = indexAt(written, label) + 1;
  });
  return members;
}

/** All groups tested against the account's other posts, corrected for their number. */
function describeGroups(
  comparable: ComparablePosts,
  groups: PostGroups,
  random: Random,
): Cluster[] {
  const { account, compared, residuals, outcome } = comparable;
  const { values } = outcome === 'views' ? comparable.views : comparable.engagements;
  const ranked = rankResiduals(residuals);
  const members = membersByGroup(groups);
  const tests = members.map((each) => testGroup(ranked, each, fewestOutside));
  const qValues = benjaminiHochberg(tests.flatMap((test) => test?.pValue ?? []));
  const block = blockLength(residuals);
  const traits = indexTraits(compared, zoneClock(comparable.timezone));
  let tried = 0;
  return groups.sizes.slice(0, mostClusters).map((size, group) => {
    const positions = members[group] ?? new Int32Array(0);
    const test = tests[group] ?? null;
    const qValue = test === null ? null : (qValues[tried++] ?? null);
    const interval =
      test === null
        ? null
        : bootstrapInterval([contrastOfGroup(residuals, positions)], block, resamples, random);
    return {
      account_id: account.accountId,
      cluster: group,
      posts: size,
      share_pct: roundedOrZero((100 * size) / compared.length, 1),
      median_engagements:
        outcome === 'views'
          ? null
          : rounded(median(Float64Array.from(positions, (i) => at(values, i))), 2),
      lift_pct: test === null ? null : logDifferencePct(test.lift),
      ci_95:
        interval === null ? null : [logDifferencePct(interval[0]), logDifferencePct(interval[1])],
      p_value: test === null ? null : roundedOrZero(test.pValue, 6),
      q_value: qValue === null ? null : roundedOrZero(qValue, 6),
      traits: sharedTraits(traits, groups.labels, group, size),
      examples: groups
        .nearestToMiddle(group)
        .slice(0, mostExamples)
        .flatMap((i) => compared[i]?.postId ?? []),
    };
  });
}

function clustersOf(
  comparable: ComparablePosts,
  random: Random,
  parallel: Parallel | undefined,
): AccountClusters {
  const posts = comparable.compared.length;
  if (posts < fewestPosts) {
    return { comparable, clusters: [], reason: `not enough posts: ${posts} of ${fewestPosts}` };
  }
  const groups = groupPosts(comparable.compared, random, parallel);
  if (groups === null || groups.sizes.length === 0) {
    return { comparable, clusters: [], reason: `no groups of similar posts among ${posts}` };
  }
  if (groups.sizes.length === 1) {
    return { comparable, clusters: [], reason: `the ${posts} posts form a single group` };
  }
  const clusters = describeGroups(comparable, groups, random);
  const grouped = groups.sizes.reduce((sum, size) => sum + size, 0);
  const reason = `${groups.sizes.length} groups of similar posts hold ${grouped} of ${posts}`;
  return { comparable, clusters, reason };
}

export interface ClusterOptions {
  readonly generator: (accountId: string) => Random;
  readonly parallel?: Parallel;
}

/**
 * Groups of similar posts in each account of at least 60 comparable ones, with how they did
 * against the account's others at equal age (rank-sum test, Benjamini–Hochberg over the
 * account's groups, block-bootstrap interval) and what their posts share. The 12 largest each.
 * O(n log n) an account.
 */
export function findClusters(
  accounts: readonly ComparablePosts[],
  { generator, parallel }: ClusterOptions,
): Section<Cluster[]> {
  const findings = accounts.map((comparable) =>
    clustersOf(comparable, generator(comparable.account.accountId), parallel),
  );
  const found = findings.flatMap(({ clusters }) => clusters);
  return {
    found,
    evidence: evidence(
      found.length > 0,
      joinReasons(
        findings.map(({ comparable: { account }, reason }) => ({
          account: account.name ?? account.accountId,
          reason,
        })),
        'no account in this scan',
      ),
      totalOf(accounts, ({ compared }) => compared.length),
      fewestPosts,
    ),
  };
}

/** Own accounts' groups that do worse by more than chance, worst first. */
export function underperforming(
  clusters: readonly Cluster[],
  own: readonly ComparablePosts[],
): Section<Cluster[]> {
  const ids = new Set(own.map(({ account }) => account.accountId));
  const tried = clusters.filter(({ account_id: id, p_value: p }) => ids.has(id) && p !== null);
  const found = tried
    .filter(
      ({ q_value: q, ci_95: interval }) =>
        q !== null && q <= significance && interval !== null && interval[1] < 0,
    )
    .sort((a, b) => (a.lift_pct ?? 0) - (b.lift_pct ?? 0));
  const reason =
    tried.length === 0
      ? 'no own account has groups of similar posts to compare'
      : `${found.length} of ${tried.length} groups of similar posts do worse by more than chance`;
  return {
    found,
    evidence: evidence(
      tried.length > 0,
      reason,
      totalOf(own, ({ compared }) => compared.length),
      fewestPosts,
    ),
  };
}
