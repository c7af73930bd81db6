import { describe, expect, test } from 'vitest';
import { type SampleWorld, sampleWorld } from '../src/index.ts';

/** Read back over seeds 1–20 from what the world shows: views at the end of what is settled. */
const worlds = Array.from({ length: 20 }, (_, index) => sampleWorld(index + 1));
const settledMs = 20 * 86_400_000;
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const platforms = {
  instagram: {
    posts: ({ instagram, endsAt }: SampleWorld, id: string) =>
      instagram.mediaBefore(id, endsAt, 1_000, endsAt),
    views: ({ instagram }: SampleWorld, id: string, at: Date) => instagram.figures(id, at)?.views,
    other: ({ truth }: SampleWorld) => truth.instagram.otherAccountId,
  },
  threads: {
    posts: ({ threads, endsAt }: SampleWorld, id: string) =>
      threads.postsBefore(id, endsAt, 1_000, endsAt),
    views: ({ threads }: SampleWorld, id: string, at: Date) => threads.figures(id, at)?.views,
    other: ({ truth }: SampleWorld) => truth.threads.smallAccountId,
  },
};

describe.each(['instagram', 'threads'] as const)('what is planted in the %s account', (name) => {
  const { posts, views, other } = platforms[name];
  const hourOf = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  type Measured = { readonly isQuestion: boolean; readonly inBest: boolean; readonly log: number };
  const measured = (world: SampleWorld, accountId: string): Measured[] => {
    const families = world.hookFamilies(accountId);
    return posts(world, accountId).flatMap(({ id, createdAt }) => {
      const at = new Date(createdAt.getTime() + settledMs);
      const seen = at <= world.endsAt ? views(world, id, at) : null;
      const hour = Number(hourOf.format(createdAt));
      return typeof seen !== 'number'
        ? []
        : [
            {
              isQuestion: families.get(id) === 'question',
              inBest: Math.abs(hour - world.truth[name].bestHour) <= 1,
              log: Math.log(seen + 1),
            },
          ];
    });
  };
  const lift = (
    accountOf: (world: SampleWorld) => string,
    inside: (post: Measured) => boolean,
  ): number => {
    const ratios = worlds.map((world) => {
      const all = measured(world, accountOf(world));
      const logs = (isIn: boolean) =>
        all.filter((post) => inside(post) === isIn).map(({ log }) => log);
      return mean(logs(true)) - mean(logs(false));
    });
    return 100 * Math.expm1(mean(ratios));
  };
  const own = ({ truth }: SampleWorld) => truth[name].accountId;

  test("the best hour is the YouTube channel's and lifts by about 130 %", () => {
    const found = lift(own, ({ inBest }) => inBest);
    expect(found).toBeGreaterThan(118);
    expect(found).toBeLessThan(142);
    for (const { truth } of worlds) expect(truth[name].bestHour).toBe(truth.bestHour);
  });

  test('a question as opening lifts by about 60 %', () => {
    const found = lift(own, ({ isQuestion }) => isQuestion);
    expect(found).toBeGreaterThan(50);
    expect(found).toBeLessThan(70);
  });

  test('the other account has neither', () => {
    expect(Math.abs(lift(other, ({ inBest }) => inBest))).toBeLessThan(6);
    expect(Math.abs(lift(other, ({ isQuestion }) => isQuestion))).toBeLessThan(6);
  });
});
