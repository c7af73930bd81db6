import type { ReportedViralPost } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { engagements, latestReading, views } from '../engagement/engagements.ts';
import { counted, evidence, totalOf } from '../report/evidence.ts';
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
}: Found): ReportedViralPost {
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
export function findViralPosts(accounts: readonly ComparablePosts[]): Section<ReportedViralPost[]> {
  const standing = accounts.map((comparable) => ({ comparable, all: standings(comparable) }));
  const found = standing.flatMap(({ comparable, all }) =>
    all
      .filter(
        ({ multiple, percentile }) => multiple >= leastMultiple && percentile >= leastPercentile,
      )
      .map((each) => ({ comparable, ...each })),
  );
  found.sort(byMultiple);
  const kept = { own: 0, competitor: 0 };
  const posts = found.flatMap((each) => {
    const { role } = each.comparable.account;
    kept[role] += 1;
    return kept[role] > mostPerRole ? [] : [asViralPost(each)];
  });
  const compared = totalOf(standing, ({ all }) => all.length);
  return { found: posts, evidence: viralEvidence(accounts, compared, posts.length) };
}

function viralEvidence(accounts: readonly ComparablePosts[], compared: number, found: number) {
  if (compared > 0) {
    const reach =
      found === 0 ? 'no post reaches' : `${counted(found, 'post')} reach${found === 1 ? 'es' : ''}`;
    const reason = `${reach} ${leastMultiple} times its account's median at equal age, of ${compared} compared`;
    return evidence(true, reason, compared, fewestComparable);
  }
  const most = Math.max(
    0,
    ...accounts.map(({ views: seen, engagements: measured }) =>
      Math.max(seen.values.length, measured.values.length),
    ),
  );
  const reason =
    most < fewestComparable
      ? `no account has ${fewestComparable} posts comparable at equal age`
      : 'the middle post of every account has none: there is no multiple of it';
  return evidence(false, reason, most, fewestComparable);
}
