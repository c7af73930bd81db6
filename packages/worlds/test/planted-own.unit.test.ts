import { describe, expect, test } from 'vitest';
import { type SampleWorld, sampleWorld } from '../src/index.ts';

/** What only owners see, read back over seeds 1–20 from what the world shows. */
const worlds = Array.from({ length: 20 }, (_, index) => sampleWorld(index + 1));
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const threeDaysMs = 72 * 3_600_000;
const postsOf = ({ tiktok, truth, endsAt }: SampleWorld) =>
  tiktok.postsBefore(truth.tiktok.accountId, endsAt, 100_000, endsAt);

/** Where a list falls most from one entry to the next. */
const steepest = (values: readonly number[], from: number): number =>
  values.reduce(
    (best, value, index) =>
      index > from &&
      (values[index - 1] ?? 0) / value > (values[best - 1] ?? 0) / (values[best] ?? 0)
        ? index
        : best,
    from + 1,
  );

describe('what is planted in the TikTok account', () => {
  const hourOf = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const logViews = (world: SampleWorld, inside: (hour: number, id: string) => boolean) => {
    const settled = postsOf(world)
      .filter(({ createdAt }) => createdAt.getTime() < world.endsAt.getTime() - threeDaysMs)
      .map(({ id, createdAt }) => ({
        isIn: inside(Number(hourOf.format(createdAt)), id),
        log: Math.log(
          (world.tiktok.figures(id, new Date(createdAt.getTime() + threeDaysMs))?.views ?? 0) + 1,
        ),
      }));
    const logs = (isIn: boolean) =>
      settled.filter((post) => post.isIn === isIn).map(({ log }) => log);
    return mean(logs(true)) - mean(logs(false));
  };
  const lift = (inside: (world: SampleWorld) => (hour: number, id: string) => boolean) =>
    100 * (Math.exp(mean(worlds.map((world) => logViews(world, inside(world))))) - 1);

  test('the best hour and its neighbours lift by about 70 %', () => {
    const found = lift(
      ({ truth }) =>
        (hour) =>
          Math.abs(hour - truth.tiktok.bestHour) <= 1,
    );
    expect(found).toBeGreaterThan(60);
    expect(found).toBeLessThan(80);
  });

  test('a question as opening lifts by about 50 %', () => {
    const found = lift((world) => {
      const families = world.hookFamilies(world.truth.tiktok.accountId);
      return (_hour, id) => families.get(id) === 'question';
    });
    expect(found).toBeGreaterThan(40);
    expect(found).toBeLessThan(60);
  });

  test('its best hour is far from that of the YouTube channel', () => {
    for (const { truth } of worlds) {
      const apart = Math.abs(truth.bestHour - truth.tiktok.bestHour);
      expect(Math.min(apart, 24 - apart)).toBeGreaterThanOrEqual(4);
    }
  });

  test('posts that lose viewers do so in the planted second, the others do not', () => {
    for (const world of worlds) {
      const { dropOff } = world.truth.tiktok;
      let found = 0;
      for (const { id } of postsOf(world)) {
        const shares = world.tiktok.figures(id, world.endsAt)?.watching?.shares;
        if (shares === undefined) continue;
        const hit = steepest(shares, 2) === dropOff.second + 1;
        const kept = (shares[dropOff.second + 1] ?? 0) / (shares[dropOff.second] ?? 1);
        expect(kept < 0.76, id).toBe(dropOff.postIds.includes(id));
        if (hit && dropOff.postIds.includes(id)) found += 1;
      }
      expect(found).toBeGreaterThan(90);
    }
  });

  test('most followers are active in the planted hour, summer time or not', () => {
    for (const { tiktok, truth, endsAt } of worlds) {
      for (const day of ['2026-02-10', '2026-03-28', '2026-03-30', '2026-06-20']) {
        const activity = tiktok.day(truth.tiktok.accountId, day, endsAt)?.activity ?? [];
        expect(activity).toHaveLength(24);
        const local = (utcHour: number) =>
          Number(hourOf.format(new Date(`${day}T${String(utcHour).padStart(2, '0')}:00:00Z`)));
        const peak = activity.indexOf(Math.max(...activity));
        expect(Math.abs(local(peak) - truth.tiktok.activityPeakHour)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe("what the channel's owner sees", () => {
  test('half of the long videos lose viewers in the planted second', () => {
    for (const { insights, truth, endsAt, ...world } of worlds) {
      const { dropOff } = truth;
      const long = world
        .videosOf(truth.accountId, endsAt)
        .filter(({ durationSeconds }) => (durationSeconds ?? 0) >= 180);
      const hits = long.filter(({ id, durationSeconds }) => {
        const ratio = insights.retention(id, endsAt)?.watchRatio ?? [];
        const point = Math.floor((100 * dropOff.second) / (durationSeconds ?? 1));
        return (ratio[point] ?? 0) / (ratio[point - 1] ?? 1) < 0.8;
      });
      for (const { id } of hits) expect(dropOff.postIds).toContain(id);
      expect(hits.length / long.length).toBeGreaterThan(0.38);
      expect(hits.length / long.length).toBeLessThan(0.62);
    }
  });

  test('curves have 100 points, start above 1, and are private below 100 views', () => {
    const [world] = worlds;
    if (world === undefined) return;
    const [video] = world.videosOf(world.truth.accountId, new Date('2026-03-01T00:00:00Z'));
    const curve = world.insights.retention(video?.id ?? '', world.endsAt);
    expect(curve?.watchRatio).toHaveLength(100);
    expect(curve?.relativePerformance).toHaveLength(100);
    expect(curve?.watchRatio[0]).toBeGreaterThan(1);
    for (const value of curve?.relativePerformance ?? []) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
    expect(world.insights.retention(video?.id ?? '', video?.publishedAt ?? new Date(0))).toBe(null);
    expect(world.insights.retention('nobody', world.endsAt)).toBe(null);
  });

  test('gains over adjoining spans add up to the counters', () => {
    const [world] = worlds;
    if (world === undefined) return;
    const [video] = world.videosOf(world.truth.accountId, new Date('2026-03-01T00:00:00Z'));
    if (video === undefined) return;
    const { startsAt, endsAt } = world;
    const middle = new Date('2026-03-05T08:00:00Z');
    const first = world.insights.videoGains(video.id, startsAt, middle, endsAt);
    const second = world.insights.videoGains(video.id, middle, endsAt, endsAt);
    expect((first?.views ?? 0) + (second?.views ?? 0)).toBe(
      world.statistics(video.id, endsAt)?.views,
    );
    const all = world.insights.channelGains(world.truth.accountId, startsAt, endsAt, endsAt);
    expect(all?.views).toBe(world.channelStatistics(world.truth.accountId, endsAt)?.views);
    expect((all?.subscribersGained ?? 0) - (all?.subscribersLost ?? 0)).toBe(
      (world.channelStatistics(world.truth.accountId, endsAt)?.subscribers ?? 0) -
        (world.channelStatistics(world.truth.accountId, startsAt)?.subscribers ?? 0),
    );
  });
});
