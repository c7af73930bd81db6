import { analyze } from '@viral-scan/analysis';
import type { AnalysisAccount, AnalysisPost, ObservedMetrics } from '@viral-scan/contracts';
import { type SampleWorld, sampleWorld } from '@viral-scan/worlds';
import { beforeAll, describe, expect, it } from 'vitest';

/** Fixed before the first run; never chosen by their outcome. */
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const lookbackDays = 90;
const dayMs = 86_400_000;

describe('the sample world, seeds 1 to 20, collected once a day for 90 days', () => {
  let outcomes: { seed: number; planted: number; own: number[]; withoutEffect: number[] }[];

  beforeAll(() => {
    outcomes = seeds.map((seed) => {
      const world = sampleWorld(seed);
      const { accountId, noEffectAccountId, bestHour } = world.truth;
      return {
        seed,
        planted: bestHour,
        own: recommendedHours(world, accountId),
        withoutEffect: recommendedHours(world, noEffectAccountId),
      };
    });
    for (const { seed, planted, own, withoutEffect } of outcomes) {
      console.log(
        `seed ${seed}: planted ${planted}:00, recommended ${own.join(' ') || '–'}; without effect ${withoutEffect.join(' ') || '–'}`,
      );
    }
  });

  it('recommends the planted hour, within one hour, first in at least 18', () => {
    const found = outcomes.filter(({ own, planted }) => {
      const [first] = own;
      return first !== undefined && hoursApart(first, planted) <= 1;
    });
    expect(found.length).toBeGreaterThanOrEqual(18);
  });

  it('recommends an hour to the account without effect in at most 3', () => {
    expect(
      outcomes.filter(({ withoutEffect }) => withoutEffect.length > 0).length,
    ).toBeLessThanOrEqual(3);
  });
});

const hoursApart = (a: number, b: number): number => {
  const apart = Math.abs(a - b) % 24;
  return Math.min(apart, 24 - apart);
};

function recommendedHours(world: SampleWorld, accountId: string): number[] {
  const asOfMs = world.endsAt.getTime();
  const report = analyze({
    asOfMs,
    fromMs: asOfMs - lookbackDays * dayMs,
    timezone: world.timezone,
    accounts: [collected(world, accountId)],
  });
  return report.optimal_times.map(({ hour }) => hour);
}

/** What one collection a day at the hour of the world's end leaves behind. */
function collected(world: SampleWorld, accountId: string): AnalysisAccount {
  const end = world.endsAt.getTime();
  const from = end - lookbackDays * dayMs;
  const posts = new Map<string, AnalysisPost & { snapshots: ObservedMetrics[] }>();
  for (let day = lookbackDays; day >= 0; day -= 1) {
    const at = new Date(end - day * dayMs);
    for (const video of world.videosOf(accountId, at)) {
      if (video.publishedAt.getTime() <= from) continue;
      const post = posts.get(video.id) ?? {
        postId: video.id,
        publishedAtMs: video.publishedAt.getTime(),
        caption: `${video.title}\n${video.description}`,
        type: video.isLive ? ('live' as const) : ('video' as const),
        durationSeconds: video.durationSeconds,
        language: video.defaultLanguage,
        url: null,
        tags: [],
        sound: null,
        retention: null,
        snapshots: [],
      };
      posts.set(video.id, post);
      const counters = world.statistics(video.id, at);
      if (counters === null) continue;
      post.snapshots.push({
        capturedAtMs: at.getTime(),
        ...counters,
        shares: null,
        saves: null,
        reach: null,
      });
    }
  }
  return {
    accountId: `youtube:${accountId}`,
    platform: 'youtube',
    origin: null,
    role: 'own',
    name: null,
    followers: null,
    timezone: null,
    posts: [...posts.values()].sort(
      (a, b) => a.publishedAtMs - b.publishedAtMs || (a.postId < b.postId ? -1 : 1),
    ),
  };
}
