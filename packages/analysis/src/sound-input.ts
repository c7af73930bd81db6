import type {
  AnalysisInput,
  AnalysisPost,
  AudienceGroup,
  Demographics,
  ObservedMetrics,
  RetentionCurve,
} from '@viral-scan/contracts';

const counters = ['views', 'likes', 'comments', 'shares', 'saves', 'reach'] as const;

const isCounter = (value: number | null): boolean =>
  value === null || (Number.isFinite(value) && value >= 0);

const isSoundMoment = (moment: ObservedMetrics): boolean =>
  Number.isFinite(moment.capturedAtMs) && counters.every((counter) => isCounter(moment[counter]));

const isSoundCurve = ({ seconds, shares }: RetentionCurve): boolean =>
  seconds.length === shares.length &&
  seconds.every((second, i) => Number.isFinite(second) && second >= (seconds[i - 1] ?? 0)) &&
  shares.every(Number.isFinite);

const isSoundPost = ({ durationSeconds, retention, snapshots }: AnalysisPost): boolean =>
  isCounter(durationSeconds) &&
  (retention === null || isSoundCurve(retention)) &&
  snapshots.every(isSoundMoment);

/** The moment with null for every counter that is none; null for one without a time. */
function mended(moment: ObservedMetrics): ObservedMetrics[] {
  if (!Number.isFinite(moment.capturedAtMs)) return [];
  const bad = counters.filter((counter) => !isCounter(moment[counter]));
  return [{ ...moment, ...Object.fromEntries(bad.map((counter) => [counter, null])) }];
}

function mendedPost(post: AnalysisPost): AnalysisPost {
  if (isSoundPost(post)) return post;
  const { durationSeconds, retention, snapshots } = post;
  return {
    ...post,
    durationSeconds: isCounter(durationSeconds) ? durationSeconds : null,
    retention: retention !== null && isSoundCurve(retention) ? retention : null,
    snapshots: snapshots.flatMap(mended),
  };
}

const isSoundShare = ({ share }: AudienceGroup): boolean => share >= 0 && share <= 1;
const isSoundCount = ({ count }: AudienceGroup): boolean =>
  count === null || (Number.isSafeInteger(count) && count >= 0);

const areSound = (demographics: Demographics | null | undefined): boolean =>
  !demographics ||
  (Number.isFinite(demographics.capturedAtMs) &&
    demographics.groups.every((group) => isSoundShare(group) && isSoundCount(group)));

/** Without groups of an unknown share; null where nobody knows when they were read. */
function mendedGroups(demographics: Demographics | null | undefined): Demographics | null {
  if (!demographics || !Number.isFinite(demographics.capturedAtMs)) return null;
  const { capturedAtMs, groups } = demographics;
  return {
    capturedAtMs,
    groups: groups
      .filter(isSoundShare)
      .map((group) => (isSoundCount(group) ? group : { ...group, count: null })),
  };
}

/**
 * The input with every figure that is none (NaN, infinite, negative) as unknown, and without
 * posts and snapshots that have no time: what is not a number is not known, and never travels.
 * The input itself where all is sound, as what the product's schemas let through always is.
 * O(posts × snapshots).
 */
export function soundInput(input: AnalysisInput): AnalysisInput {
  const sound = input.accounts.every(
    ({ posts, followers, demographics }) =>
      posts.every((post) => Number.isFinite(post.publishedAtMs) && isSoundPost(post)) &&
      isCounter(followers) &&
      areSound(demographics),
  );
  if (sound) return input;
  return {
    ...input,
    accounts: input.accounts.map((account) => ({
      ...account,
      followers: isCounter(account.followers) ? account.followers : null,
      demographics: mendedGroups(account.demographics),
      posts: account.posts
        .filter(({ publishedAtMs }) => Number.isFinite(publishedAtMs))
        .map(mendedPost),
    })),
  };
}
