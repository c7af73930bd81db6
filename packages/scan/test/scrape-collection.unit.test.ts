import { readPlace } from '@viral-scan/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { type PlatformRoom, platformRoom } from './platform-room.ts';
import { killed, own } from './scan-room.ts';

const hourMs = 3_600_000;

let room: PlatformRoom;
beforeEach(async () => {
  room = await platformRoom();
  for (const [id, daysAgo] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['d', 4],
    ['e', 5],
    ['f', 28],
    ['g', 33],
  ] as const) {
    room.publish(id, daysAgo);
  }
});

const scrape = (max_posts: number, lookback_days = 30) =>
  room.scan({
    lookback_days,
    insights: false,
    scrape: { account_id: own, max_posts, min_performance_percentile: 99 },
  });
const askedBy = async (made: () => Promise<unknown>) => {
  const before = room.calls.length;
  await made();
  return room.calls.slice(before);
};
const listing = async () => {
  const account = await room.store.steps.findAccount(room.who, own, new Date(0), room.clock.now());
  return room.store.collections.listing(room.who, account?.accountId ?? expect.fail('no account'));
};
const coverage = async () => (await room.step(room.lastScanId(), 'collect-0')).coverage;

describe('a scraping task', () => {
  it.each([
    [2, ['account', 'page 0']],
    [3, ['account', 'page 0', 'page 1']],
    [4, ['account', 'page 0', 'page 1']],
    // Nothing before the window is read, however few there are in it.
    [50, ['account', 'page 0', 'page 1', 'page 2', 'page 3']],
  ])('asks for no page more than %i posts take', async (most, calls) => {
    expect(await askedBy(() => scrape(most))).toEqual(calls);
    expect(room.postIds()).not.toContain('g');
    expect(await coverage()).toMatchObject({ status: 'complete', reason: null });
  });

  it('does not read the days in front of its window, as a scan does', async () => {
    await scrape(50, 4);
    expect(room.postIds()).toEqual(['a', 'b', 'c']);
    await room.scan({ lookback_days: 4, insights: false });
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('leaves its place in the listing, and a scan goes on there', async () => {
    await scrape(2);
    const listedAt = room.clock.now();
    expect(await listing()).toEqual({ complete: null, backfill: { cursor: '1', listedAt } });
    room.clock.advance(24 * hourMs);
    expect(await askedBy(() => room.scan({ lookback_days: 30, insights: false }))).toEqual([
      'account',
      // Again to a little below what was listed before, then on from there.
      'page 0',
      'page 1',
      'page 1',
      'page 2',
      'page 3',
    ]);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('that comes again soon asks nothing, unless it wants more', async () => {
    await scrape(2);
    expect(await askedBy(() => scrape(2))).toEqual([]);
    expect(await askedBy(() => scrape(3))).toEqual(['account', 'page 0', 'page 1', 'page 1']);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('that comes again later lists what is new, and nothing behind what is stored', async () => {
    await scrape(2, 365);
    room.clock.advance(10 * 24 * hourMs);
    room.publish('new', 1);
    expect(await askedBy(() => scrape(2, 365))).toEqual(['account', 'page 0']);
    expect(room.postIds()).toEqual(['a', 'b', 'new']);
    room.clock.advance(2 * hourMs);
    expect(await askedBy(() => scrape(3, 365))).toEqual(['account', 'page 0', 'page 1']);
    expect(room.postIds()).toEqual(['a', 'b', 'new']);
    room.clock.advance(2 * hourMs);
    // The top ends with one less than wanted: one page more behind what is stored.
    const top = ['account', 'page 0', 'page 1', 'page 2'];
    expect(await askedBy(() => scrape(4, 365))).toEqual([...top, 'page 1']);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'new']);
  });

  it('reads known posts again only as far as it names them', async () => {
    await room.scan({ lookback_days: 30, insights: false });
    room.clock.advance(2 * hourMs);
    // The listing meets what is known behind "b".
    const top = ['account', 'page 0', 'page 1'];
    expect(await askedBy(() => scrape(3))).toEqual([...top, 'posts c']);
    room.clock.advance(2 * hourMs);
    expect(await askedBy(() => scrape(5))).toEqual([...top, 'posts c,d', 'posts e']);
  });

  it('goes on with the right count after its worker was killed', async () => {
    let isAlive = true;
    room.before = (call) => {
      if (call === 'page 1' && isAlive) throw killed;
    };
    await expect(scrape(3)).rejects.toThrow(killed);
    isAlive = false;
    expect(await askedBy(() => room.goOn())).toEqual(['page 1']);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on behind what is stored after its worker was killed there', async () => {
    await scrape(2);
    room.clock.advance(24 * hourMs);
    let pages = 0;
    let isAlive = true;
    room.before = (call) => {
      if (call === 'page 2' && isAlive) throw killed;
      if (call.startsWith('page')) pages += 1;
    };
    await expect(scrape(5)).rejects.toThrow(killed);
    isAlive = false;
    expect(await askedBy(() => room.goOn())).toEqual(['page 2']);
    expect(pages).toBe(4);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

it('a place of an earlier release is read without a count', () => {
  const place = {
    phase: 'list',
    startedAt: '2026-06-01T12:00:00.000Z',
    cursor: '1',
    since: '2026-05-01T12:00:00.000Z',
    rest: null,
  };
  expect(readPlace(JSON.stringify(place))).toEqual(place);
});
