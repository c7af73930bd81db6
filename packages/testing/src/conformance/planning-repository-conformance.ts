import type { CollectedPost, Principal, RefreshRule } from '@viral-scan/contracts';
import { refreshLadder } from '@viral-scan/scan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metrics, profile } from '../builders/post.ts';
import {
  collected,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = new Date('2026-06-01T12:00:00.000Z');
const earlier = (ms: number): Date => new Date(now.getTime() - ms);
const later = (ms: number): Date => earlier(-ms);

/** Registers what every PlanningRepository promises. */
export function planningRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is a planning repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
    });

    /** An account whose posts were published and seen so long before `now`. */
    const account = async (
      posts: readonly (readonly [id: string, ageMs: number, seenMs: number])[],
      vanished: readonly string[] = [],
    ): Promise<string> => {
      const { lease } = await started(store, who, await initiated(store, who), 'collect-0');
      const { accountId } = await store.steps.saveAccount(who, lease, {
        profile: profile(),
        access: 'own',
        capturedAt: now,
        cursor: 'x',
      });
      const next = { accountId, cursor: 'y', postsWithoutMetrics: 0 };
      const page = { accountId, source: 'youtube-data-api', access: 'own', next } as const;
      for (const [id, ageMs, seenMs] of posts) {
        const post: CollectedPost = collected(id, earlier(ageMs).toISOString(), metrics());
        await store.steps.savePage(who, lease, {
          ...page,
          posts: [post],
          capturedAt: earlier(seenMs),
        });
      }
      await store.steps.savePage(who, lease, { ...page, posts: [], vanished, capturedAt: now });
      return accountId;
    };
    const readings = (
      accountId: string,
      rules: readonly RefreshRule[] = refreshLadder,
      limit = 20,
    ) =>
      store.planning.nextReadings(who, accountId, { rules, now, until: later(7 * dayMs), limit });

    it('counts the posts published after each moment, without those that vanished', async () => {
      const accountId = await account(
        [
          ['a', dayMs, 0],
          ['b', 2 * dayMs, 0],
          ['c', 3 * dayMs, 0],
          ['gone', dayMs, 0],
        ],
        ['gone'],
      );
      const moments = [new Date(0), earlier(2 * dayMs), earlier(2 * dayMs + 1), now];
      expect(await store.planning.postsAfter(who, accountId, moments)).toEqual([3, 1, 2, 0]);
      expect(await store.planning.postsAfter(who, accountId, [])).toEqual([]);
      expect(
        await store.planning.postsAfter(await somebody(store), accountId, [earlier(9)]),
      ).toEqual([0]);
    });

    it('reads a post again as often as the rule of its age says', async () => {
      const accountId = await account([
        ['hourly', 2 * hourMs, 0],
        ['six-hourly', 3 * dayMs, hourMs],
        ['daily', 20 * dayMs, hourMs],
        ['weekly', 60 * dayMs, dayMs],
        ['never', 91 * dayMs, 30 * dayMs],
        ['soon too old', 84 * dayMs, 0],
      ]);
      expect(await readings(accountId)).toEqual({
        due: 0,
        upcoming: [
          { at: later(hourMs), posts: 1, rule: 0 },
          { at: later(5 * hourMs), posts: 1, rule: 1 },
          { at: later(23 * hourMs), posts: 1, rule: 2 },
          { at: later(6 * dayMs), posts: 1, rule: 3 },
        ],
      });
    });

    it('goes by the rule of the age that a post has by its next reading', async () => {
      const accountId = await account([
        // A day old in half an hour: from then on every six hours.
        ['grows', 23.5 * hourMs, 0],
        // The reading it missed while it was younger does not count any more.
        ['missed', 25 * hourMs, 3 * hourMs],
      ]);
      expect(await readings(accountId)).toEqual({
        due: 0,
        upcoming: [
          { at: later(3 * hourMs), posts: 1, rule: 1 },
          { at: later(6 * hourMs), posts: 1, rule: 1 },
        ],
      });
    });

    it('sums up posts to the minute, in order, within the time and the number asked for', async () => {
      const accountId = await account([
        ['a', 3 * dayMs, hourMs],
        ['b', 3 * dayMs, hourMs + 1_000],
        ['c', 3 * dayMs, hourMs - 1_000],
        ['d', 3 * dayMs, 2 * hourMs],
        ['due', 3 * dayMs, 6 * hourMs + 1],
        ['at this moment', 3 * dayMs, 6 * hourMs],
      ]);
      const first = [
        { at: now, posts: 1, rule: 1 },
        { at: later(4 * hourMs), posts: 1, rule: 1 },
        { at: later(5 * hourMs), posts: 2, rule: 1 },
      ];
      const fourth = { at: later(5 * hourMs + 60_000), posts: 1, rule: 1 };
      expect(await readings(accountId)).toEqual({ due: 1, upcoming: [...first, fourth] });
      expect(await readings(accountId, refreshLadder, 3)).toEqual({ due: 1, upcoming: first });
      expect(await readings(accountId, [{ youngerThanMs: dayMs, everyMs: 1 }])).toEqual({
        due: 0,
        upcoming: [],
      });
    });

    it('leaves out posts that vanished, and the accounts of others', async () => {
      const accountId = await account([['gone', 3 * dayMs, dayMs]], ['gone']);
      expect(await readings(accountId)).toEqual({ due: 0, upcoming: [] });
      who = await somebody(store);
      expect(await readings(accountId)).toEqual({ due: 0, upcoming: [] });
    });

    it('names as due what a collection would read now', async () => {
      const ages = [0.5, 0.99, 1, 1.01, 3, 6.9, 7.2, 20, 29.99, 30.5, 60, 89.9, 90, 91];
      const seen = [0.01, 1 / 24, 0.05, 0.25, 0.3, 1, 1.5, 7, 8, 40];
      const posts = ages.flatMap((age) =>
        seen
          .filter((ago) => ago <= age)
          .map((ago) => [`${age}-${ago}`, age * dayMs, ago * dayMs] as const),
      );
      const accountId = await account(posts);
      const due = await store.collections.duePosts(who, {
        accountId,
        what: 'counters',
        since: new Date(0),
        now,
        rules: refreshLadder,
        after: null,
        limit: 1_000,
      });
      expect(due.length).toBeGreaterThan(20);
      expect(await readings(accountId)).toMatchObject({ due: due.length });
    });
  });
}
