import { QuotaExhausted } from '@viral-scan/contracts';
import { collectAccount, refreshLadder, scheduleCollections } from '@viral-scan/scan';
import { noOwnAccounts } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type PlanningRoom, planningRoom } from './planning-room.ts';
import { grant } from './platform-room.ts';
import { attempt, collectDeps, own } from './scan-room.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

let room: PlanningRoom;
beforeEach(async () => {
  room = await planningRoom();
});

const schedule = (signal = new AbortController().signal): Promise<number> =>
  scheduleCollections(
    { schedule: room.store.schedule, clock: room.clock, newId: () => crypto.randomUUID() },
    signal,
  );
const waiting = () =>
  [...room.store.state.scans.values()].filter((scan) => scan.state === 'queued');

/** Works on what waits; answers what was asked of the platform. */
async function work(): Promise<readonly string[]> {
  const since = room.calls.length;
  for (const { planned } of waiting()) {
    await collectAccount(
      {
        ...collectDeps(room, null),
        ownAccounts: { ...noOwnAccounts, accessTo: async () => grant(room.connector) },
      },
      room.who,
      { scanId: planned.scanId, stepKey: 'collect-0' },
      attempt(),
    );
  }
  return room.calls.slice(since);
}

describe('the schedule', () => {
  it('takes on a collection by the ladder for each connected account, and no other', async () => {
    await room.connect();
    await room.connect('youtube:UC0000000000000000000007');
    await room.store.connections.disconnect(room.who, 'youtube:UC0000000000000000000007');
    expect(await schedule()).toBe(1);
    expect(waiting()).toMatchObject([
      {
        planned: {
          kind: 'collection',
          hourlyQuota: null,
          parameters: {
            platforms: ['youtube'],
            accounts: [own],
            competitors: [],
            lookback_days: 90,
            timezone: 'UTC',
            refresh: 'ladder',
          },
          steps: [{ stepKey: 'collect-0', accountRef: own, role: 'own' }],
        },
      },
    ]);
    expect(await schedule()).toBe(0);
  });

  it('looks for new posts hourly, and reads the known ones as their age asks for', async () => {
    for (const [id, daysAgo] of [
      ['young', 0.5],
      ['week', 5],
      ['month', 20],
      ['old', 60],
    ] as const) {
      room.publish(id, daysAgo);
    }
    await room.connect();
    const reads = new Map<string, number>();
    let collections = 0;
    for (let minutes = 0; minutes < 24 * 60; minutes += 5) {
      collections += await schedule();
      for (const call of await work()) {
        for (const id of call.startsWith('posts ') ? call.slice(6).split(',') : []) {
          reads.set(id, (reads.get(id) ?? 0) + 1);
        }
      }
      room.clock.advance(5 * minuteMs);
    }
    // Every hour, a little late each time, and for posts that are due in between.
    expect(collections).toBeGreaterThanOrEqual(22);
    expect(collections).toBeLessThanOrEqual(26);
    // Listings pass by what was published in the last three days.
    expect(reads.get('young')).toBeUndefined();
    expect(reads.get('week')).toBe(3);
    expect(reads.get('month') ?? 0).toBeLessThanOrEqual(1);
    expect(reads.get('old')).toBeUndefined();
  });

  it('reads an account within the hour that its next post is due', async () => {
    room.publish('week', 5);
    await room.connect();
    await schedule();
    await work();
    const rule = { now: room.clock.now(), refresh: refreshLadder, listingEveryMs: 7 * dayMs };
    const at = await room.store.schedule.nextCollection(room.who, own, {
      ...rule,
      leastPauseMs: 0,
    });
    expect(at.getTime() - room.clock.now().getTime()).toBe(6 * hourMs);
  });

  it('lets a listing that stopped go on as far back as it was meant to', async () => {
    for (const [index, daysAgo] of [1, 100, 200, 300, 400].entries()) {
      room.publish(`p${index}`, daysAgo);
    }
    await room.connect();
    room.before = (call) => {
      if (call === 'page 1') throw new QuotaExhausted('the quota is used up', new Date(0));
    };
    await room.scan({ accounts: [own], lookback_days: 365 });
    room.before = () => undefined;
    room.clock.advance(2 * hourMs);
    expect(await schedule()).toBe(1);
    expect(waiting()[0]?.planned.parameters.lookback_days).toBe(365);
    expect(await work()).toContain('page 1');
    expect(room.postIds()).toEqual(['p0', 'p1', 'p2', 'p3']);
    room.clock.advance(2 * hourMs);
    await schedule();
    expect(waiting()[0]?.planned.parameters.lookback_days).toBe(90);
  });

  it('stops between accounts when it is told to', async () => {
    await room.connect();
    const stop = new AbortController();
    stop.abort();
    expect(await schedule(stop.signal)).toBe(0);
    expect(waiting()).toEqual([]);
  });
});
