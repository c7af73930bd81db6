import type { Principal, ScanParameters, ScanRecord } from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metrics, post, profile } from '../builders/post.ts';
import {
  capturedAt,
  collect,
  collected,
  coverage,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const window = { from: new Date('2026-05-01T00:00:00Z'), to: capturedAt };
const own = 'UC0000000000000000000001';
const ref = `youtube:${own}`;

/** Registers what every StepRepository promises of posts, snapshots and the analysis' input. */
export function datasetConformance(name: string, open: OpenStore): void {
  describe(`${name} keeps what was collected`, () => {
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

    const record = async (): Promise<ScanRecord> => {
      const scan = await store.scans.find(who, scanId);
      if (scan === null) throw new Error('the scan is gone');
      return scan;
    };
    const dataset = async () => store.steps.dataset(who, await record(), window);
    const seen = async () => (await dataset()).accounts[0]?.posts;
    const read = (posts: Parameters<typeof collect>[5], stepKey = 'collect-0', id = own) =>
      collect(store, who, scanId, stepKey, id, posts);

    it('gives the analysis accounts in planned order and posts by time', async () => {
      const day = (n: number) => `2026-05-${n}T08:00:00Z`;
      await read([collected('c', day(20), metrics({ views: 5 }))], 'collect-1', 'UC-rival');
      await read([
        collected('late', day(22), metrics({ views: 2 ** 53 - 1, likes: 0 })),
        collected('b', day(21), metrics()),
        collected('a', day(21), metrics({ saves: 3, reach: 4, shares: 5, comments: 6 })),
      ]);
      const input = await dataset();
      expect(input).toMatchObject({
        asOfMs: window.to.getTime(),
        fromMs: window.from.getTime(),
        timezone: 'UTC' satisfies ScanParameters['timezone'],
      });
      expect(input.accounts.map(({ accountId, role }) => [accountId, role])).toEqual([
        [ref, 'own'],
        ['youtube:UC-rival', 'competitor'],
      ]);
      expect(input.accounts[0]).toMatchObject({ followers: 1_000, name: 'A channel' });
      expect(input.accounts[0]?.posts.map(({ postId }) => postId)).toEqual(['a', 'b', 'late']);
      expect(input.accounts[0]?.posts[2]).toEqual({
        postId: 'late',
        publishedAtMs: Date.parse(day(22)),
        caption: post().caption,
        type: 'video',
        durationSeconds: 61.5,
        language: 'en',
        url: post().url,
        tags: post().tags,
        sound: post().sound,
        retention: null,
        snapshots: [
          {
            capturedAtMs: capturedAt.getTime(),
            ...metrics({ views: 2 ** 53 - 1, likes: 0 }),
          },
        ],
      });
      expect(input.accounts[0]?.posts[1]?.snapshots).toEqual([]);
    });

    it('leaves out posts outside (from, to] and counters after to', async () => {
      const edges = [
        ['from', '2026-05-01T00:00:00.000Z'],
        ['after-from', '2026-05-01T00:00:00.001Z'],
        ['to', '2026-06-01T12:00:00.000Z'],
        ['after-to', '2026-06-01T12:00:00.001Z'],
      ] as const;
      await read(edges.map(([id, at]) => collected(id, at, metrics({ views: 1 }))));
      expect((await seen())?.map(({ postId }) => postId)).toEqual(['after-from', 'to']);

      const later = await initiated(store, who, { kind: 'collection' });
      const { lease } = await started(store, who, later, 'collect-0');
      const { accountId } = await store.steps.saveAccount(who, lease, {
        profile: profile({ externalId: own, followers: 9 }),
        access: 'public',
        capturedAt: new Date('2026-06-01T12:00:00.001Z'),
        cursor: 'x',
      });
      await store.steps.savePage(who, lease, {
        accountId,
        posts: edges.map(([id, at]) => collected(id, at, metrics({ views: 2 }))),
        capturedAt: new Date('2026-06-01T12:00:00.001Z'),
        source: 'youtube-data-api',
        access: 'public',
        next: null,
      });
      expect((await seen())?.map(({ snapshots }) => snapshots.map(({ views }) => views))).toEqual([
        [1],
        [1],
      ]);
      expect((await dataset()).accounts[0]?.followers).toBe(1_000);
    });

    it('knows an account by its ref, with what is in the window', async () => {
      const { accountId } = await read([
        collected('before', '2026-04-20T08:00:00Z', metrics({ views: 1 })),
        collected('in', '2026-05-20T08:00:00Z', metrics({ views: 1 })),
        collected('unmeasured', '2026-05-21T08:00:00Z', metrics()),
      ]);
      expect(await store.steps.findAccount(who, ref, window.from, window.to)).toEqual({
        accountId,
        profile: profile({ externalId: own }),
        posts: 2,
        postsWithoutMetrics: 1,
        capturedAt,
      });
      expect(
        await store.steps.findAccount(who, 'youtube:UC-nobody', window.from, window.to),
      ).toBeNull();
      expect(await store.steps.findAccount(who, 'nonsense', window.from, window.to)).toBeNull();
    });

    it('knows a channel by its handle, in any case, unless two have it', async () => {
      const { accountId } = await read([
        collected('in', '2026-05-20T08:00:00Z', metrics({ views: 1 })),
      ]);
      const find = (named: string) => store.steps.findAccount(who, named, window.from, window.to);
      expect(await find('youtube:@A-Channel')).toMatchObject({ accountId, posts: 1 });
      for (const named of ['youtube:a-channel', 'tiktok:@a-channel', 'youtube:@another']) {
        expect(await find(named)).toBeNull();
      }
      await read([], 'collect-1', 'UC-rival');
      expect(await find('youtube:@a-channel')).toBeNull();
    });

    it('lets the newer text win, and unknown never replace known', async () => {
      const first = {
        post: post({ externalId: 'p' }),
        metrics: metrics({ views: 1, likes: 2 }),
        retention: null,
      };
      const { lease } = await started(store, who, scanId, 'collect-0');
      const account = {
        profile: profile({ timezone: 'Europe/Berlin' }),
        access: 'public',
      } as const;
      const { accountId } = await store.steps.saveAccount(who, lease, {
        ...account,
        capturedAt,
        cursor: '1',
      });
      const page = { accountId, capturedAt, source: 'youtube-data-api', access: 'public' } as const;
      await store.steps.savePage(who, lease, { ...page, posts: [first], next: null });
      const newer = post({
        externalId: 'p',
        caption: 'A better title',
        type: 'unknown',
        durationSeconds: null,
        url: null,
        language: null,
        tags: [],
        sound: null,
      });
      const posts = [{ post: newer, metrics: metrics({ views: 3 }), retention: null }];
      await store.steps.savePage(who, lease, { ...page, posts, next: null });
      const silent = [{ post: { ...newer, caption: null }, metrics: metrics(), retention: null }];
      await store.steps.savePage(who, lease, { ...page, posts: silent, next: null });
      await store.steps.saveAccount(who, lease, {
        profile: profile({ name: null, handle: null, timezone: null, followers: null }),
        access: 'public',
        capturedAt: new Date(capturedAt.getTime() - 1),
        cursor: '1',
      });
      const known = await store.steps.findAccount(who, ref, window.from, window.to);
      expect(known?.profile).toEqual(profile({ timezone: 'Europe/Berlin', followers: null }));
      await store.steps.finishCollect(who, lease, {
        state: 'completed',
        accountId,
        coverage: coverage('complete', 1),
        error: null,
      });
      expect(await seen()).toEqual([
        {
          postId: 'p',
          publishedAtMs: newer.publishedAt.getTime(),
          caption: 'A better title',
          type: 'video',
          durationSeconds: 61.5,
          url: first.post.url,
          language: 'en',
          tags: first.post.tags,
          sound: first.post.sound,
          retention: null,
          snapshots: [{ capturedAtMs: capturedAt.getTime(), ...metrics({ views: 3, likes: 2 }) }],
        },
      ]);
    });

    it('keeps the latest curve of a post of an own account, and none of a public one', async () => {
      const { lease } = await started(store, who, scanId, 'collect-0');
      const at = (hoursBefore: number) => new Date(capturedAt.getTime() - hoursBefore * 3_600_000);
      const account = { profile: profile(), capturedAt, cursor: '1' };
      const { accountId } = await store.steps.saveAccount(who, lease, {
        ...account,
        access: 'own',
      });
      const curve = (share: number) => ({ seconds: [0, 1.5, 3], shares: [1, share, 1e-7] });
      const save = (access: 'own' | 'public', when: Date, shares: Record<string, number | null>) =>
        store.steps.savePage(who, lease, {
          accountId,
          posts: Object.entries(shares).map(([externalId, share]) => ({
            ...collected(externalId, '2026-05-20T08:00:00Z', metrics({ views: 1 })),
            retention: share === null ? null : curve(share),
          })),
          capturedAt: when,
          source: 'youtube-data-api',
          access,
          next: null,
        });
      await save('own', at(2), { a: 0.5, b: 0.5, c: 0.5, e: null });
      await save('own', at(1), { a: 0.6, b: null });
      await save('own', at(3), { a: 0.7 });
      await save('public', capturedAt, { c: 0.8, d: 0.8 });
      await store.steps.finishCollect(who, lease, {
        state: 'completed',
        accountId,
        coverage: coverage('complete', 4),
        error: null,
      });
      expect((await seen())?.map(({ postId, retention }) => [postId, retention])).toEqual([
        ['a', curve(0.6)],
        ['b', curve(0.5)],
        ['c', curve(0.5)],
        ['d', null],
        ['e', null],
      ]);
    });

    it('takes a post that is twice on a page once', async () => {
      const twice = collected('p', '2026-05-20T08:00:00Z', metrics({ views: 1 }));
      await read([twice, twice]);
      expect((await seen())?.length).toBe(1);
    });

    it('calls an account own that is in both roles', async () => {
      await read([], 'collect-1');
      await read([], 'collect-0');
      expect((await dataset()).accounts.map(({ role }) => role)).toEqual(['own']);
    });

    it('shows the analysis no account of a step that has not ended', async () => {
      const { lease } = await started(store, who, scanId, 'collect-0');
      await store.steps.saveAccount(who, lease, {
        profile: profile(),
        access: 'public',
        capturedAt,
        cursor: 'x',
      });
      expect((await dataset()).accounts).toEqual([]);
    });
  });
}
