import {
  AccessTokenRejected,
  CursorExpired,
  QuotaExhausted,
  RateLimited,
  ReauthorizationRequired,
} from '@viral-scan/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { grant, type PlatformRoom, platformRoom } from './platform-room.ts';

const hourMs = 3_600_000;

let room: PlatformRoom;
beforeEach(async () => {
  room = await platformRoom();
  for (const [id, daysAgo] of [
    ['a', 1],
    ['b', 10],
    ['c', 20],
    ['d', 40],
    ['e', 80],
  ] as const) {
    room.publish(id, daysAgo);
  }
});

const coverage = async () =>
  (await room.step(room.lastScanId(), 'collect-0')).coverage ?? expect.fail('no coverage');
const asked = (since = 0) => room.calls.slice(since);
const yesterday = {
  day: '2026-05-31',
  views: 10,
  reach: null,
  profileViews: null,
  likes: -2,
  comments: 0,
  shares: null,
  followers: 1_000,
  newFollowers: null,
  lostFollowers: null,
  provisional: true,
};
const withoutInsights = { insights: false } as const;

describe('a later collection of the same account', () => {
  it('asks nothing of what is fresh, and speaks of when it was read', async () => {
    room.days = [yesterday];
    await room.scan();
    const before = room.calls.length;
    const first = await coverage();
    room.clock.advance(hourMs - 1);
    await room.scan();
    expect(asked(before)).toEqual([]);
    expect(await coverage()).toEqual(first);
  });

  it('lists what is new and reads the known posts again by id, each once', async () => {
    await room.scan(withoutInsights);
    room.clock.advance(24 * hourMs);
    room.publish('new', 0.5);
    const before = room.calls.length;
    await room.scan(withoutInsights);
    expect(asked(before)).toEqual(['account', 'page 0', 'page 1', 'posts b,c', 'posts d,e']);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd', 'e', 'new']);
    expect(await coverage()).toMatchObject({ status: 'complete', posts: 6 });
    expect([...room.store.state.series.snapshots.values()]).toHaveLength(5 + 6);
  });

  it('reads as often as the age of posts asks for when it goes by the ladder', async () => {
    await room.scan(withoutInsights);
    room.clock.advance(7 * hourMs);
    const before = room.calls.length;
    await room.scan({ ...withoutInsights, refresh: 'ladder' });
    // The listing's first page tells of a and b; c, d and e are not due.
    expect(asked(before)).toEqual(['account', 'page 0', 'page 1']);
    room.clock.advance(8 * 24 * hourMs);
    const later = room.calls.length;
    await room.scan({ ...withoutInsights, refresh: 'ladder' });
    expect(asked(later)).toEqual(['account', 'page 0', 'page 1', 'posts b,c', 'posts d,e']);
  });

  it('lists from the beginning when it looks further back', async () => {
    await room.scan({ ...withoutInsights, lookback_days: 15 });
    expect(room.postIds()).toEqual(['a', 'b', 'c']);
    const before = room.calls.length;
    await room.scan(withoutInsights);
    expect(asked(before)).toEqual(['account', 'page 0', 'page 1', 'page 2']);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('a listing that stopped', () => {
  const stopAt = (call: string) => {
    room.before = (made) => {
      if (made === call) throw new QuotaExhausted('the quota is used up', new Date(0));
    };
  };

  it('goes on where it stopped, after what is new meanwhile', async () => {
    stopAt('page 2');
    await room.scan(withoutInsights);
    expect(await coverage()).toMatchObject({
      status: 'partial',
      reason: 'the quota is used up',
      posts: 4,
    });
    room.before = () => undefined;
    room.clock.advance(24 * hourMs);
    const before = room.calls.length;
    await room.scan(withoutInsights);
    expect(asked(before)).toEqual([
      'account',
      'page 0',
      'page 1',
      'page 2',
      'posts b,c',
      'posts d',
    ]);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await coverage()).toMatchObject({ status: 'complete', posts: 5 });
  });

  it('begins anew once when the platform no longer knows the cursor', async () => {
    let refusals = 1;
    room.before = (call) => {
      if (call === 'page 1' && refusals-- > 0) throw new CursorExpired('unknown page token');
    };
    await room.scan(withoutInsights);
    expect(room.calls).toEqual([
      'account',
      'page 0',
      'page 1',
      'account',
      'page 0',
      'page 1',
      'page 2',
    ]);
    expect(await coverage()).toMatchObject({ status: 'complete', posts: 5 });
  });

  it('ends when a new listing is not understood either', async () => {
    room.before = (call) => {
      if (call === 'page 1') throw new CursorExpired('unknown page token');
    };
    await room.scan(withoutInsights);
    expect(await coverage()).toMatchObject({ status: 'partial', reason: 'unknown page token' });
  });
});

describe('posts that vanished', () => {
  it('are marked and never asked for again, and their history stays', async () => {
    await room.scan(withoutInsights);
    room.vanish('d');
    room.clock.advance(24 * hourMs);
    await room.scan(withoutInsights);
    const rows = [...room.store.state.series.posts.values()];
    expect(rows.filter(({ vanished }) => vanished).map(({ post }) => post.externalId)).toEqual([
      'd',
    ]);
    room.clock.advance(24 * hourMs);
    const before = room.calls.length;
    await room.scan(withoutInsights);
    expect(asked(before).join(' ')).not.toMatch(/\bd\b/);
    expect(room.postIds()).toContain('d');
  });

  it('are not believed to be so when a platform gives none of many', async () => {
    const many = { ...room.connector, batch: { posts: 50, insights: 2 } };
    for (let index = 0; index < 12; index += 1) room.publish(`old-${index}`, 50);
    await room.scan(withoutInsights);
    room.clock.advance(24 * hourMs);
    await room.scan(withoutInsights, grant({ ...many, fetchPosts: async () => [] }));
    const rows = [...room.store.state.series.posts.values()];
    expect(rows.filter(({ vanished }) => vanished)).toEqual([]);
  });
});

describe('what only the owner sees', () => {
  it('is read post by post and day by day, and kept', async () => {
    room.days = [yesterday];
    room.activity = { zone: 'UTC', hours: [{ day: '2026-05-31', hour: 18, count: 44 }] };
    room.groups = [{ dimension: 'age', name: '25-34', count: null, share: 0.4 }];
    await room.scan();
    expect(room.calls.filter((call) => /insights|days/.test(call))).toEqual([
      'insights a,b',
      'insights c,d',
      'insights e',
      'days 2026-04-02..2026-06-01',
    ]);
    expect([...room.store.state.series.retention.values()][0]?.curve.shares).toEqual([1, 0.5]);
    expect([...room.store.state.collections.insights.values()][0]).toMatchObject({ shares: 3 });
    expect([...room.store.state.collections.days.values()][0]?.day).toMatchObject({ likes: -2 });
    expect([...room.store.state.collections.hours.values()][0]?.hour).toMatchObject({ hour: 18 });
    expect([...room.store.state.collections.groups.values()][0]?.groups).toEqual(room.groups);
    expect((await coverage()).not_offered).toEqual({ saves: 'not offered by YouTube' });
  });

  it('is not read again on the same day, nor where it is not wanted', async () => {
    await room.scan();
    room.clock.advance(20 * hourMs);
    const before = room.calls.length;
    await room.scan();
    expect(asked(before).filter((call) => /insights/.test(call))).toEqual([]);
    room.clock.advance(48 * hourMs);
    await room.scan(withoutInsights);
    expect(asked(before).filter((call) => /insights|days \d/.test(call))).toHaveLength(1);
  });

  it('is not asked of an account that is read as anyone', async () => {
    await room.scan({}, null);
    expect(room.calls.filter((call) => /insights|days/.test(call))).toEqual([]);
    expect(await coverage()).toMatchObject({ access: 'public' });
  });
});

describe('access tokens', () => {
  it('are renewed once when the platform refuses one', async () => {
    const used: (string | null)[] = [];
    room.before = (_call, { accessToken }) => {
      used.push(accessToken);
      if (accessToken === 'token-1') throw new AccessTokenRejected('expired');
    };
    await room.scan({ ...withoutInsights, lookback_days: 5 });
    expect(used.slice(0, 2)).toEqual(['token-1', 'token-2']);
    expect(await coverage()).toMatchObject({ status: 'complete' });
  });

  it('that are refused again end the grant, and the step says so without another try', async () => {
    const given: string[] = [];
    room.before = () => {
      throw new AccessTokenRejected('revoked');
    };
    const access = grant(room.connector, {
      giveUp: async (reason) => void given.push(reason),
    });
    expect(await room.scan({}, access)).toMatchObject({
      outcome: 'failed',
      errorCode: 'reauthorization_required',
    });
    expect(room.calls).toEqual(['account', 'account']);
    expect(given).toHaveLength(1);
    expect(await coverage()).toMatchObject({ status: 'unavailable', reason: 'revoked' });
  });

  it('that lack a scope end the grant, with what was read before', async () => {
    const given: string[] = [];
    room.before = (call) => {
      if (call.startsWith('insights')) throw new ReauthorizationRequired('lacks a scope');
    };
    const access = grant(room.connector, { giveUp: async (reason) => void given.push(reason) });
    expect(await room.scan({}, access)).toMatchObject({ errorCode: 'reauthorization_required' });
    expect(given).toEqual(['lacks a scope']);
    expect(await coverage()).toMatchObject({
      status: 'partial',
      reason: 'lacks a scope',
      posts: 5,
    });
  });

  it('of a dead grant are not tried at all; what was read before still counts', async () => {
    await room.scan(withoutInsights);
    room.clock.advance(24 * hourMs);
    const before = room.calls.length;
    const dead = grant(room.connector, {
      token: async () => {
        throw new ReauthorizationRequired('connect the account again');
      },
    });
    await room.scan(withoutInsights, dead);
    expect(asked(before)).toEqual([]);
    expect(await coverage()).toMatchObject({
      status: 'partial',
      reason: 'connect the account again',
      posts: 5,
    });
  });
});

it('waiting for a platform has an end after a day without getting on', async () => {
  let aheadMs = 0;
  room = await platformRoom(() => Date.now() + aheadMs);
  room.publish('a', 1);
  room.before = (call) => {
    if (call.startsWith('page')) throw new RateLimited('slow down', 1_000);
  };
  await expect(room.scan(withoutInsights)).rejects.toThrow(RateLimited);
  aheadMs = 24 * hourMs - 60_000;
  await expect(room.goOn()).rejects.toThrow(RateLimited);
  aheadMs = 25 * hourMs;
  expect(await room.goOn()).toMatchObject({ outcome: 'failed', errorCode: 'rate_limited' });
});

it('waiting for a platform does not count as a start', async () => {
  let waits = 30;
  room.before = (call) => {
    if (call === 'account' && waits-- > 0) throw new RateLimited('slow down', 1_000);
  };
  await expect(room.scan(withoutInsights)).rejects.toThrow(RateLimited);
  for (let again = 0; again < 29; again += 1) {
    await expect(room.goOn()).rejects.toThrow(RateLimited);
  }
  expect(await room.goOn()).toMatchObject({ outcome: 'completed', postsFound: 5 });
});
