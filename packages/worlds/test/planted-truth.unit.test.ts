import { describe, expect, test } from 'vitest';
import { type SampleWorld, sampleWorld } from '../src/index.ts';

/**
 * The plants are read back from what the world shows, not from how it is made: views at an age
 * of three days, local hours by Intl, one mean log ratio per seed, averaged over seeds 1–20.
 */
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const worlds = seeds.map((seed) => sampleWorld(seed));
const threeDaysMs = 72 * 3_600_000;
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const liftPct = (logRatios: readonly number[]) => 100 * (Math.exp(mean(logRatios)) - 1);

function measuredPosts(world: SampleWorld, accountId: string) {
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: world.truth.timezone,
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const families = world.hookFamilies(accountId);
  return world
    .videosOf(accountId, world.endsAt)
    .filter(({ publishedAt }) => publishedAt.getTime() < world.endsAt.getTime() - threeDaysMs)
    .map(({ id, publishedAt }) => {
      const at = new Date(publishedAt.getTime() + threeDaysMs);
      return {
        isOutlier: world.truth.outlierPostIds.includes(id),
        isQuestion: families.get(id) === 'question',
        inBestHours: Math.abs(Number(hour.format(publishedAt)) - world.truth.bestHour) <= 1,
        logViews: Math.log((world.statistics(id, at)?.views ?? 0) + 1),
      };
    });
}

type Measured = ReturnType<typeof measuredPosts>[number];

const ratio = (posts: readonly Measured[], inside: (post: Measured) => boolean): number =>
  mean(posts.filter(inside).map(({ logViews }) => logViews)) -
  mean(posts.filter((post) => !inside(post)).map(({ logViews }) => logViews));

const ratios = (account: 'accountId' | 'noEffectAccountId', inside: (post: Measured) => boolean) =>
  worlds.map((world) => ratio(measuredPosts(world, world.truth[account]), inside));

describe('what is planted, over seeds 1-20', () => {
  test('the best hour and its neighbours lift by about 80 %', () => {
    const lift = liftPct(ratios('accountId', ({ inBestHours }) => inBestHours));
    expect(lift).toBeGreaterThan(70);
    expect(lift).toBeLessThan(92);
  });

  test('a question as opening lifts by about 50 %', () => {
    const lift = liftPct(ratios('accountId', ({ isQuestion }) => isQuestion));
    expect(lift).toBeGreaterThan(41);
    expect(lift).toBeLessThan(58);
  });

  test('the account without effect has neither', () => {
    expect(Math.abs(liftPct(ratios('noEffectAccountId', (post) => post.inBestHours)))).toBeLessThan(
      7,
    );
    expect(Math.abs(liftPct(ratios('noEffectAccountId', (post) => post.isQuestion)))).toBeLessThan(
      7,
    );
  });

  test('outliers stand far above the median post', () => {
    const multiples = worlds.flatMap((world) => {
      const posts = measuredPosts(world, world.truth.accountId);
      const sorted = posts.map(({ logViews }) => logViews).toSorted((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
      return posts.filter(({ isOutlier }) => isOutlier).map(({ logViews }) => logViews - median);
    });
    expect(multiples).toHaveLength(6 * seeds.length);
    expect(Math.exp(mean(multiples))).toBeGreaterThan(8);
    expect(Math.exp(mean(multiples))).toBeLessThan(15);
  });

  test('planted hours differ from seed to seed', () => {
    expect(new Set(worlds.map(({ truth }) => truth.bestHour)).size).toBeGreaterThan(5);
  });
});

test('changing an effect moves nothing but that effect', () => {
  const plain = sampleWorld(3, { effects: { hourLiftPct: 0, hookLiftPct: 0, outliers: 0 } });
  const planted = sampleWorld(3);
  const { accountId, noEffectAccountId } = planted.truth;
  const times = (world: SampleWorld) =>
    world
      .videosOf(accountId, world.endsAt)
      .map(({ id, title, publishedAt }) => [id, title, publishedAt]);
  expect(times(plain)).toEqual(times(planted));
  expect(plain.channelStatistics(noEffectAccountId, plain.endsAt)).toEqual(
    planted.channelStatistics(noEffectAccountId, planted.endsAt),
  );
  const posts = measuredPosts(plain, accountId);
  expect(Math.abs(ratio(posts, ({ inBestHours }) => inBestHours))).toBeLessThan(0.25);
});
