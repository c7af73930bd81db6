import {
  type AccountDay,
  type AudienceGroup,
  type DueRequest,
  type Principal,
  StepLost,
} from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metrics, profile } from '../builders/post.ts';
import {
  capturedAt,
  collected,
  coverage,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const dayMs = 86_400_000;
const ownPage = { source: 'tiktok-accounts-api', access: 'own' } as const;
const later = (ms: number): Date => new Date(capturedAt.getTime() + ms);
const day = (known: Partial<AccountDay>): AccountDay => ({
  day: '2026-05-30',
  views: 2 ** 53 - 1,
  reach: null,
  profileViews: 0,
  likes: -3,
  comments: null,
  shares: null,
  followers: 10,
  newFollowers: null,
  lostFollowers: null,
  provisional: false,
  ...known,
});

/** Registers what every CollectionRepository promises. */
export function collectionRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is a collection repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    let scanId: string;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
      scanId = await initiated(store, who);
    });

    /** A step on an account with posts of four ages: 1 h, 3 d, 20 d and 80 d. */
    const begin = async () => {
      const { lease } = await started(store, who, scanId, 'collect-0');
      const { accountId } = await store.steps.saveAccount(who, lease, {
        profile: profile(),
        access: 'own',
        capturedAt,
        cursor: 'x',
      });
      const next = { accountId, cursor: 'y', postsWithoutMetrics: 0 };
      const posts = [
        collected('a', '2026-06-01T11:00:00Z', metrics({ views: 1 })),
        collected('b', '2026-05-29T12:00:00Z', metrics({ views: 1 })),
        collected('c', '2026-05-12T12:00:00Z', metrics({ views: 1 })),
        collected('d', '2026-03-13T12:00:00Z', metrics({ views: 1 })),
      ];
      await store.steps.savePage(who, lease, { ...ownPage, accountId, posts, capturedAt, next });
      const due = async (known: Partial<DueRequest>) => {
        const found = await store.collections.duePosts(who, {
          accountId,
          what: 'counters',
          since: new Date(0),
          now: later(2 * dayMs),
          rules: [{ youngerThanMs: Number.POSITIVE_INFINITY, everyMs: dayMs }],
          after: null,
          limit: 10,
          ...known,
        });
        return found.map(({ externalId }) => externalId);
      };
      return { lease, accountId, next, due };
    };

    it('knows of no listing before the first, then of the last that was told', async () => {
      const { lease, accountId, next } = await begin();
      expect(await store.collections.listing(who, accountId)).toBeNull();
      const stopped = {
        complete: null,
        backfill: { cursor: '[1]', listedAt: capturedAt },
      };
      const page = { ...ownPage, accountId, posts: [], capturedAt, next };
      await store.steps.savePage(who, lease, { ...page, listing: stopped });
      expect(await store.collections.listing(who, accountId)).toEqual(stopped);
      await store.steps.savePage(who, lease, page);
      expect(await store.collections.listing(who, accountId)).toEqual(stopped);
      const complete = { complete: { since: new Date(0), listedAt: capturedAt }, backfill: null };
      await store.steps.savePage(who, lease, { ...page, listing: complete });
      expect(await store.collections.listing(who, accountId)).toEqual(complete);
      expect(await store.collections.listing(await somebody(store), accountId)).toBeNull();
    });

    it('names posts as often as the first rule that fits their age says', async () => {
      const { due } = await begin();
      expect(await due({})).toEqual(['a', 'b', 'c', 'd']);
      // Exactly a day ago is not longer ago than a day.
      expect(await due({ now: later(dayMs) })).toEqual([]);
      const rules = [
        { youngerThanMs: 5 * dayMs, everyMs: dayMs },
        { youngerThanMs: 60 * dayMs, everyMs: 3 * dayMs },
      ];
      expect(await due({ rules, now: later(dayMs + 1) })).toEqual(['a', 'b']);
      expect(await due({ rules, now: later(4 * dayMs) })).toEqual(['a', 'b', 'c']);
    });

    it('names posts published after a moment, in the order of ids, in batches', async () => {
      const { due } = await begin();
      expect(await due({ since: new Date('2026-05-12T12:00:00Z') })).toEqual(['a', 'b']);
      expect(await due({ limit: 2 })).toEqual(['a', 'b']);
      expect(await due({ limit: 2, after: 'b' })).toEqual(['c', 'd']);
    });

    it('names none but the newest when only those are meant', async () => {
      const { lease, accountId, next, due } = await begin();
      expect(await due({ newest: 2 })).toEqual(['a', 'b']);
      expect(await due({ newest: 3, after: 'a', limit: 1 })).toEqual(['b']);
      expect(await due({ newest: 3, since: new Date('2026-05-12T12:00:00Z') })).toEqual(['a', 'b']);
      const page = { ...ownPage, accountId, posts: [], capturedAt, next };
      await store.steps.savePage(who, lease, { ...page, vanished: ['a'] });
      expect(await due({ newest: 2 })).toEqual(['b', 'c']);
    });

    it('never names vanished posts, until they are seen again', async () => {
      const { lease, accountId, next, due } = await begin();
      const page = { ...ownPage, accountId, posts: [], capturedAt, next };
      await store.steps.savePage(who, lease, { ...page, vanished: ['b', 'unknown'] });
      expect(await due({})).toEqual(['a', 'c', 'd']);
      const posts = [collected('b', '2026-05-29T12:00:00Z', metrics({ views: 2 }))];
      await store.steps.savePage(who, lease, { ...page, posts });
      expect(await due({})).toEqual(['a', 'b', 'c', 'd']);
    });

    it('names posts whose insights were never or long ago read, also when there were none', async () => {
      const { lease, accountId, next, due } = await begin();
      const ask = { what: 'insights', now: later(dayMs) } as const;
      expect(await due(ask)).toEqual(['a', 'b', 'c', 'd']);
      await store.collections.saveInsights(who, lease, {
        accountId,
        postIds: ['a', 'b'],
        insights: [
          {
            externalId: 'a',
            retention: { seconds: [0, 1.5], shares: [1, 0.25] },
            watch: { totalSeconds: 1.5, averageSeconds: 0.1, fullyWatchedShare: 1 },
            shares: 4,
          },
        ],
        capturedAt: later(1),
        source: 'youtube-data-api',
        next,
      });
      expect(await due(ask)).toEqual(['c', 'd']);
      expect(await due({ ...ask, now: later(2 * dayMs) })).toEqual(['a', 'b', 'c', 'd']);
    });

    it('counts watch time that came with the posts as insights', async () => {
      const { lease, accountId, next, due } = await begin();
      const watch = { totalSeconds: 9, averageSeconds: 3, fullyWatchedShare: null };
      const [post] = [collected('a', '2026-06-01T11:00:00Z', metrics({ views: 1 }))];
      const page = { ...ownPage, accountId, capturedAt, next };
      await store.steps.savePage(who, lease, { ...page, posts: [{ ...post, watch }] });
      expect(await due({ what: 'insights', now: later(1) })).toEqual(['b', 'c', 'd']);
    });

    it('keeps days, of which a later reading replaces the earlier', async () => {
      const { lease, accountId, next } = await begin();
      const known = () => store.collections.knownDays(who, accountId);
      expect(await known()).toEqual({ latestFinal: null, capturedAt: null });
      const read = { accountId, activity: null, capturedAt, source: ownPage.source, next };
      const days = [day({}), day({ day: '2026-05-31', provisional: true })];
      await store.collections.saveDays(who, lease, { ...read, days });
      expect(await known()).toEqual({ latestFinal: '2026-05-30', capturedAt });
      await store.collections.saveDays(who, lease, {
        ...read,
        days: [day({ day: '2026-05-31' })],
        activity: { zone: 'UTC', hours: [{ day: '2026-05-31', hour: 23, count: 7 }] },
        capturedAt: later(dayMs),
      });
      expect(await known()).toEqual({ latestFinal: '2026-05-31', capturedAt: later(dayMs) });
    });

    it('hands active hours, and what the source lacks, to the analysis', async () => {
      const { lease, accountId, next } = await begin();
      const hours = [
        { day: '2026-05-30', hour: 23, count: 2 ** 40 },
        { day: '2026-05-31', hour: 0, count: 0 },
      ];
      const read = { accountId, capturedAt, source: ownPage.source, next, days: [day({})] };
      const activity = { zone: 'UTC', hours: [...hours].reverse() };
      await store.collections.saveDays(who, lease, { ...read, activity });
      const offered = { not_offered: { saves: 'not offered by YouTube' } };
      await store.steps.finishCollect(who, lease, {
        state: 'completed',
        accountId,
        coverage: { ...coverage('complete', 4), ...offered },
        error: null,
      });
      const scan = await store.scans.find(who, scanId);
      if (scan === null) throw new Error('there is no scan');
      const window = { from: new Date('2026-05-01T00:00:00Z'), to: capturedAt };
      const { accounts } = await store.steps.dataset(who, scan, window);
      expect(accounts[0]).toMatchObject({
        audience: { zone: 'UTC', hours },
        notOffered: offered.not_offered,
      });
      const before = { ...window, to: new Date(capturedAt.getTime() - 1) };
      expect((await store.steps.dataset(who, scan, before)).accounts[0]?.audience).toBeNull();
    });

    it('keeps who the followers are by the latest reading, as a whole, until to', async () => {
      const { lease, accountId, next } = await begin();
      const read = { accountId, days: [], activity: null, source: ownPage.source, next };
      const group = (name: string, known: Partial<AudienceGroup> = {}): AudienceGroup => ({
        dimension: 'city',
        name,
        count: 2 ** 53 - 1,
        share: 1e-7,
        ...known,
      });
      const save = (at: Date, groups?: readonly AudienceGroup[]) =>
        store.collections.saveDays(who, lease, {
          ...read,
          capturedAt: at,
          ...(groups !== undefined && { groups }),
        });
      const known = async (to: Date, from = new Date('2026-05-01T00:00:00Z')) => {
        const scan = await store.scans.find(who, scanId);
        if (scan === null) throw new Error('there is no scan');
        const { accounts } = await store.steps.dataset(who, scan, { from, to });
        return accounts[0]?.demographics;
      };
      const first = [group('Köln, NRW'), group('Aachen, NRW', { count: null, share: 0.5 })];
      const second = [group('München, Bavaria'), group('18-24', { dimension: 'age', share: 1 })];
      await save(later(0), first);
      await save(later(dayMs), second);
      await save(later(1), first);
      await save(later(2 * dayMs));
      const account = await store.steps.findAccount(
        who,
        `youtube:${profile().externalId}`,
        new Date(0),
        later(dayMs),
      );
      expect(account?.capturedAt).toEqual(later(dayMs));
      await store.steps.finishCollect(who, lease, {
        state: 'completed',
        accountId,
        coverage: coverage('complete', 4),
        error: null,
      });
      const expected = { capturedAtMs: later(dayMs).getTime(), groups: second.toReversed() };
      expect(await known(later(dayMs))).toEqual(expected);
      expect(await known(later(dayMs - 1))).toBeNull();
      expect(await known(later(2 * dayMs), later(dayMs))).toBeNull();

      const nextScan = await initiated(store, who);
      const { lease: nextLease } = await started(store, who, nextScan, 'collect-0');
      await store.collections.saveDays(who, nextLease, {
        ...read,
        capturedAt: later(3 * dayMs),
        groups: [],
      });
      expect(await known(later(4 * dayMs))).toBeNull();
    });

    it('has found in the end what is known, however often posts were read', async () => {
      const { lease, accountId, next } = await begin();
      const posts = [collected('a', '2026-06-01T11:00:00Z', metrics({ views: 2 }))];
      await store.steps.savePage(who, lease, { ...ownPage, accountId, posts, capturedAt, next });
      await store.steps.finishCollect(who, lease, {
        state: 'completed',
        accountId,
        coverage: coverage('complete', 4),
        error: null,
      });
      expect((await store.scans.find(who, scanId))?.steps[0]).toMatchObject({ posts: 4 });
    });

    it('goes on from the checkpoint that insights and days have set', async () => {
      const { lease, accountId, next } = await begin();
      const read = { accountId, capturedAt, source: ownPage.source };
      const at = (cursor: string) => ({ ...next, cursor });
      await store.collections.saveInsights(who, lease, {
        ...read,
        postIds: [],
        insights: [],
        next: at('insights'),
      });
      const again = await started(store, who, scanId, 'collect-0');
      expect(again.checkpoint).toEqual(at('insights'));
      await expect(
        store.collections.saveDays(who, lease, {
          ...read,
          days: [day({})],
          activity: null,
          next: at('days'),
        }),
      ).rejects.toThrow(StepLost);
      expect(await store.collections.knownDays(who, accountId)).toMatchObject({ capturedAt: null });
    });

    it('counts starts since the last progress, without those that waited', async () => {
      const { lease } = await started(store, who, scanId, 'collect-0');
      await store.collections.defer(who, lease);
      expect(await started(store, who, scanId, 'collect-0')).toMatchObject({ starts: 1 });
      expect(await started(store, who, scanId, 'collect-0')).toMatchObject({ starts: 2 });
      await store.age(5_000);
      const waited = await started(store, who, scanId, 'collect-0');
      expect(waited.stalledMs).toBeGreaterThanOrEqual(5_000);
      await begin();
      const again = await started(store, who, scanId, 'collect-0');
      expect(again.starts).toBe(1);
      expect(again.stalledMs).toBeLessThan(4_000);
    });
  });
}
