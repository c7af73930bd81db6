import type { Principal } from '@viral-scan/contracts';
import type { RankedPostsQuery } from '@viral-scan/scan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newScrape } from '../builders/new-scrape.ts';
import { rankedPost, scraped, somebodysProfile } from './scraping-room.ts';
import { type OpenStore, type StoreUnderTest, somebody } from './store-under-test.ts';

const everything: RankedPostsQuery = {
  account: null,
  minEngagementRate: null,
  top1PercentOnly: false,
  limit: 20,
  offset: 0,
};

/** Registers what every ScrapeRepository promises of accounts' names and ranked posts. */
export function scrapeRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is a scrape repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
    });

    const day = (n: number): string => `2026-05-${String(n).padStart(2, '0')}T08:00:00.000Z`;
    const known = (handle: string, externalId: string, role: 'own' | 'competitor') =>
      scraped(store, who, [], {
        role,
        ref: `threads:${externalId}`,
        profile: somebodysProfile({ handle, externalId }),
      });
    const resolved = async (called: string, platform: 'threads' | 'youtube' = 'threads') => {
      const { ref, role } = await store.scrapes.resolve(who, { platform, name: called });
      return { ref, role };
    };
    const connected = (externalId: string, aliases: readonly string[] = []) =>
      store.connections.save(who, {
        connectionId: crypto.randomUUID(),
        platform: 'threads',
        externalId,
        kind: 'threads',
        scopes: [],
        missingScopes: [],
        tokens: { accessToken: Buffer.from('a'), refreshToken: null },
        expiresAt: new Date('2999-01-01T00:00:00Z'),
        refreshExpiresAt: null,
        aliases,
        connectedAt: new Date('2026-05-01T00:00:00Z'),
      });

    it('takes a name that nothing answers to for an account of others', async () => {
      await scraped(store, await somebody(store, who.tenantId), []);
      expect(await resolved('some.body')).toEqual({ ref: 'threads:some.body', role: 'competitor' });
    });

    it('orders what tells of an account by what it was called first, however it is called later', async () => {
      const keyOf = async (name: string): Promise<string> =>
        (await store.scrapes.resolve(who, { platform: 'threads', name })).partitionKey;
      expect(await keyOf('some.body')).toBe('threads:some.body');
      await scraped(store, who, [], { ref: 'threads:some.body' });
      expect([await keyOf('some.body'), await keyOf('1789')]).toEqual([
        'threads:some.body',
        'threads:some.body',
      ]);
      const begun = newScrape({
        ref: 'threads:1789',
        scrape: { partition_key: await keyOf('1789') },
      });
      await store.scans.initiate(who, begun);
      const [started] = await store.eventsOf(begun.scanId);
      expect(started).toMatchObject({
        partitionkey: 'threads:some.body',
        data: { account: 'threads:1789' },
      });
    });

    it('knows an account by its id and by its handle, without "@" and case', async () => {
      await known('@Some.Body', '1789', 'competitor');
      const meant = { ref: 'threads:1789', role: 'competitor' };
      for (const called of ['1789', 'some.body', 'SOME.BODY', '@some.body']) {
        expect(await resolved(called)).toEqual(meant);
      }
      expect(await resolved('some')).toMatchObject({ ref: 'threads:some' });
      expect(await resolved('1789', 'youtube')).toMatchObject({ ref: 'youtube:@1789' });
    });

    it('prefers own accounts, then who has the name for an id', async () => {
      await known('2000', '1000', 'competitor');
      await known('3000', '2000', 'competitor');
      expect(await resolved('2000')).toEqual({ ref: 'threads:2000', role: 'competitor' });
      await known('2000', '4000', 'own');
      expect(await resolved('2000')).toEqual({ ref: 'threads:4000', role: 'own' });
    });

    it('takes connected accounts for own, also before they were ever read', async () => {
      await connected('1789', ['app-scoped']);
      const own = { ref: 'threads:1789', role: 'own' };
      expect(await resolved('1789')).toEqual(own);
      expect(await resolved('app-scoped')).toEqual(own);
      await known('somebody', '1789', 'competitor');
      expect(await resolved('somebody')).toEqual(own);
      await store.connections.disconnect(who, 'threads:1789');
      expect(await resolved('1789')).toEqual({ ref: 'threads:1789', role: 'competitor' });
      expect(await resolved('app-scoped')).toMatchObject({ role: 'competitor' });
    });

    it('shows ranked posts with what is stored of them', async () => {
      const post = rankedPost('a', { percentile: 99.5, comparison: 'age_adjusted', compared: 12 });
      await scraped(store, who, [{ ...post, at: day(20) }]);
      expect(await store.scrapes.rankedPosts(who, everything)).toEqual({
        total: 1,
        posts: [
          {
            ...post,
            account: 'threads:1789',
            handle: 'Some.Body',
            caption: 'How we doubled our reach',
            url: 'https://example.org/post-1',
            publishedAt: new Date(day(20)),
            rankedAt: new Date('2026-06-01T12:00:00.000Z'),
          },
        ],
      });
    });

    it('shows where a post was ranked last', async () => {
      await scraped(store, who, [{ ...rankedPost('a', { percentile: 99.5 }), at: day(20) }]);
      await scraped(store, who, [{ ...rankedPost('a', { percentile: 42 }), at: day(20) }]);
      const { posts, total } = await store.scrapes.rankedPosts(who, everything);
      expect([total, posts.map(({ percentile }) => percentile)]).toEqual([1, [42]]);
    });

    describe('of several accounts', () => {
      let who: Principal;
      beforeAll(async () => {
        who = await somebody(store);
        const cut = { engagementRate: { rate: 3.5, denominator: 'followers' } } as const;
        const unknown = { engagementRate: { rate: null, denominator: null } } as const;
        await scraped(store, who, [
          { ...rankedPost('a', { percentile: 99, ...cut }), at: day(1) },
          { ...rankedPost('b', { percentile: 99.01 }), at: day(2) },
          { ...rankedPost('c', { percentile: 10, ...unknown }), at: day(3) },
        ]);
        await scraped(
          store,
          who,
          [
            { ...rankedPost('e', { percentile: 99.01 }), at: day(4) },
            { ...rankedPost('d', { percentile: 99.01 }), at: day(4) },
          ],
          { ref: 'threads:1790', profile: somebodysProfile({ externalId: '1790', handle: null }) },
        );
        await scraped(store, await somebody(store, who.tenantId), [
          { ...rankedPost('z', { percentile: 100 }), at: day(5) },
        ]);
      });

      it.each<[string, Partial<RankedPostsQuery>, string[], number]>([
        ['all, best first, then the latest', {}, ['d', 'e', 'b', 'a', 'c'], 5],
        ['a page', { limit: 2, offset: 2 }, ['b', 'a'], 5],
        ['nothing beyond the last page', { offset: 5 }, [], 5],
        ['one account', { account: 'threads:1789' }, ['b', 'a', 'c'], 3],
        ['none of an unknown account', { account: 'threads:nobody' }, [], 0],
        ['the top 1 %, strictly above 99', { top1PercentOnly: true }, ['d', 'e', 'b'], 3],
        ['from a rate on', { minEngagementRate: 0.05 }, ['d', 'e', 'b', 'a'], 4],
        ['rates that were cut to 1', { minEngagementRate: 1 }, ['a'], 1],
        [
          'all rates from 0 on, as which unknown ones are told',
          { minEngagementRate: 0 },
          ['d', 'e', 'b', 'a', 'c'],
          5,
        ],
        [
          'what all of it is true of',
          { account: 'threads:1789', minEngagementRate: 0.01, top1PercentOnly: true },
          ['b'],
          1,
        ],
      ])('shows %s', async (_, query, ids, total) => {
        const shown = await store.scrapes.rankedPosts(who, { ...everything, ...query });
        expect([shown.posts.map(({ postId }) => postId), shown.total]).toEqual([ids, total]);
      });
    });
  });
}
