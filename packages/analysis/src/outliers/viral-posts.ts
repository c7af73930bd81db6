import type { ViralPost } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { engagements, latestReading, views } from '../engagement/engagements.ts';
import { evidence, totalOf } from '../report/evidence.ts';
import { namedPost } from '../report/named-post.ts';
import type { Section } from '../report/section.ts';
import { rounded, roundedOrZero } from '../statistics/rounding.ts';
import { fewestComparable, type Standing, standings } from './standings.ts';

const leastMultiple = 3;
const leastPercentile = 90;
const mostPerRole = 25;

type Found = Standing & { readonly comparable: ComparablePosts };

const byMultiple = (a: Found, b: Found): number =>
  b.multiple - a.multiple ||
  a.post.publishedAtMs - b.post.publishedAtMs ||
  (a.post.postId < b.post.postId ? -1 : 1);

function asViralPost({
  comparable,
  post,
  percentile,
  multiple,
  rawMultiple,
  basis,
}: Found): ViralPost {
  const { asOfMs } = comparable.window;
  return {
    ...namedPost(comparable, post),
    views: latestReading(post, asOfMs, views),
    engagements: rounded(latestReading(post, asOfMs, engagements), 0),
    performance_percentile: roundedOrZero(percentile, 2),
    outlier_multiple: roundedOrZero(multiple, 2),
    raw_multiple: roundedOrZero(rawMultiple, 2),
    basis,
    top_1_percent: percentile > 99,
  };
}

/**
 * Posts at three times their account's age-matched median or more and in its best tenth;
 * largest multiple first, at most 25 own and 25 of competitors. O(n log n).
 */
export function findViralPosts(accounts: readonly ComparablePosts[]): Section<ViralPost[]> {
  const found = accounts.flatMap((comparable) =>
    standings(comparable)
      .filter(
        ({ multiple, percentile }) => multiple >= leastMultiple && percentile >= leastPercentile,
      )
      .map((standing) => ({ comparable, ...standing })),
  );
  found.sort(byMultiple);
  const kept = { own: 0, competitor: 0 };
  const posts = found.flatMap((each) => {
    const { role } = each.comparable.account;
    kept[role] += 1;
    return kept[role] > mostPerRole ? [] : [asViralPost(each)];
  });
  return { found: posts, evidence: viralEvidence(accounts, posts.length) };
}

function viralEvidence(accounts: readonly ComparablePosts[], found: number) {
  const posts = totalOf(
    accounts,
    ({ views: seen, engagements: measured }) => new Set([...seen.index, ...measured.index]).size,
  );
  const enough = accounts.some(
    ({ views: seen, engagements: measured }) =>
      Math.max(seen.values.length, measured.values.length) >= fewestComparable,
  );
  const reach = found === 0 ? 'no post reaches' : `${found} posts reach`;
  return evidence(
    enough,
    enough
      ? `${reach} ${leastMultiple} times its account's median at equal age, of ${posts} compared`
      : `no account has ${fewestComparable} posts comparable at equal age`,
    posts,
    fewestComparable,
  );
}
