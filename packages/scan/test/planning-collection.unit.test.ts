import { QuotaExhausted } from '@viral-scan/contracts';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type PlanningRoom, planningRoom } from './planning-room.ts';
import { own } from './scan-room.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const yesterday = {
  day: '2026-05-31',
  views: 10,
  reach: null,
  profileViews: null,
  likes: 0,
  comments: 0,
  shares: null,
  followers: 1_000,
  newFollowers: null,
  lostFollowers: null,
  provisional: false,
};

let room: PlanningRoom;
beforeEach(async () => {
  room = await planningRoom();
  room.days = [yesterday];
  await room.connect();
});

const publish = (...daysAgo: number[]): void => {
  for (const [index, days] of daysAgo.entries()) room.publish(`p${index}`, days);
};

/** What the plan of one account says. */
async function planned(lookback_days = 90) {
  const { accounts } = await room.plan({ lookback_days });
  return accounts[0]?.collection ?? expect.fail('nothing is planned');
}

/** What a scan that is made now asks for, in the plan's words. */
async function made(lookback_days = 90) {
  const since = room.calls.length;
  await room.scan({ accounts: [own], lookback_days });
  const calls = room.calls.slice(since);
  const count = (what: string): number => calls.filter((call) => call.startsWith(what)).length;
  return {
    listingPages: count('page'),
    lookups: count('posts'),
    insights: count('insights'),
    days: count('days') > 0,
    calls: [
      { api: 'youtube-data', calls: count('account') + count('page') + count('posts') },
      { api: 'youtube-analytics', calls: count('insights') + count('days') },
    ]
      .filter(({ calls: some }) => some > 0)
      .map((cost) => ({ ...cost, units: cost.calls })),
  };
}

const sumOf = (calls: readonly { readonly calls: number }[]): number =>
  calls.reduce((sum, each) => sum + each.calls, 0);

describe('the plan of a collection', () => {
  it('is a lower bound for an account that was never listed', async () => {
    publish(1, 10, 20, 40, 80);
    const plan = await planned();
    expect(plan).toMatchObject({
      posts: 0,
      listing: null,
      listingPages: 1,
      lookups: 0,
      insights: 0,
      days: true,
      atLeast: true,
      calls: [
        { api: 'youtube-data', calls: 2, units: 2 },
        { api: 'youtube-analytics', calls: 1, units: 1 },
      ],
    });
    expect(sumOf((await made()).calls)).toBeGreaterThan(sumOf(plan.calls));
  });

  it('asks nothing of what is fresh', async () => {
    publish(1, 10, 20);
    await made();
    room.clock.advance(hourMs - 1);
    const plan = await planned();
    expect(plan).toMatchObject({ posts: 3, listingPages: 0, calls: [], atLeast: false });
    expect(await made()).toMatchObject({ calls: [] });
  });

  it('is what a scan of a known account asks for, call by call', async () => {
    publish(1, 10, 20, 40, 80);
    await made();
    room.clock.advance(dayMs + 1);
    const plan = await planned();
    expect(plan).toMatchObject({
      posts: 5,
      due: { counters: 4, insights: 3, days: true },
      listingPages: 2,
      lookups: 2,
      insights: 2,
      atLeast: false,
    });
    expect(plan).toMatchObject(await made());
  });

  it('counts no page of old posts where the listing has none', async () => {
    publish(0.5);
    await made();
    room.clock.advance(2 * hourMs);
    expect(await planned()).toMatchObject({ listingPages: 1, atLeast: true, lookups: 0 });
    expect(await made()).toMatchObject({ listingPages: 1 });
  });

  it('lists as far back as it is known that the look-back reaches', async () => {
    publish(1, 10, 20, 40, 80);
    await made(15);
    room.clock.advance(2 * hourMs);
    const plan = await planned(90);
    expect(plan).toMatchObject({ atLeast: true, listingPages: 2, lookups: 0 });
    expect((await made(90)).listingPages).toBe(3);
  });

  it('goes on where a listing stopped, and reads again what is known in between', async () => {
    publish(1, 10, 20, 40, 80);
    room.before = (call) => {
      if (call === 'page 2') throw new QuotaExhausted('the quota is used up', new Date(0));
    };
    await made();
    room.before = () => undefined;
    room.clock.advance(dayMs);
    const plan = await planned();
    expect(plan).toMatchObject({ atLeast: true, listingPages: 3, lookups: 2, insights: 2 });
    // The post that is listed now has insights, too.
    expect(await made()).toMatchObject({ listingPages: 3, lookups: 2, insights: 3 });
  });

  it('holds for any account, whatever is known and due of it', async () => {
    const ages = fc.array(fc.integer({ min: 1, max: 100 * 24 }), { minLength: 1, maxLength: 12 });
    const waits = fc.array(fc.integer({ min: 0, max: 20 * 24 }), { minLength: 1, maxLength: 4 });
    let exact = 0;
    await fc.assert(
      fc.asyncProperty(ages, waits, fc.integer({ min: 5, max: 95 }), async (hours, later, days) => {
        room = await planningRoom();
        room.days = [yesterday];
        await room.connect();
        publish(...new Set(hours.map((hour) => hour / 24)));
        await made(90);
        for (const [index, wait] of later.entries()) {
          room.clock.advance(wait * hourMs + 1);
          const lookback = index % 2 === 0 ? 90 : days;
          const { atLeast, ...plan } = await planned(lookback);
          const real = await made(lookback);
          if (atLeast) expect(sumOf(real.calls)).toBeGreaterThanOrEqual(sumOf(plan.calls));
          else {
            exact += 1;
            expect(plan).toMatchObject(real);
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(exact).toBeGreaterThan(60);
  });
});
