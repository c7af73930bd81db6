import { type ImportedPost, noMetrics, type Principal } from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importedPost, importSummary } from '../builders/import.ts';
import { metrics, post } from '../builders/post.ts';
import {
  capturedAt,
  collect,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
} from './store-under-test.ts';

const importedAt = capturedAt;
const window = [new Date('2020-01-01T00:00:00Z'), importedAt] as const;

/** Registers what every ImportRepository promises. */
export function importRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is an import repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
    });

    const begin = async () => {
      const importId = crypto.randomUUID();
      const transaction = await store.imports.begin(who, { importId, importedAt });
      return { importId, transaction, finish: () => transaction.commit(importSummary(importId)) };
    };
    const importAll = async (posts: readonly ImportedPost[]) => {
      const { transaction, finish } = await begin();
      const added = await transaction.addPosts(posts);
      return { ...added, result: await finish() };
    };
    const find = (ref: string) => store.steps.findAccount(who, ref, ...window);

    it('lists the accounts of this import, largest first', async () => {
      await importAll([importedPost('older', 'x')]);
      const { result } = await importAll([
        importedPost('small', 'a'),
        importedPost('large', 'b'),
        importedPost('large', 'c'),
        importedPost('also-small', 'd', { origin: null, accountName: null }),
      ]);
      expect(result.accounts).toEqual([
        { account_id: 'file:large', name: 'Page large', origin: 'facebook', posts: 2 },
        { account_id: 'file:also-small', name: null, origin: null, posts: 1 },
        { account_id: 'file:small', name: 'Page small', origin: 'facebook', posts: 1 },
      ]);
      expect(result.accounts_total).toBe(3);
    });

    it('takes the only account of a file as the own one, and none of several', async () => {
      await importAll([importedPost('mine', 'a'), importedPost('mine', 'b')]);
      expect(await store.scans.ownAccounts(who)).toEqual(['file:mine']);
      await importAll([importedPost('mine', 'c'), importedPost('theirs', 'a')]);
      expect(await store.scans.ownAccounts(who)).toEqual(['file:mine']);
      await importAll([importedPost('theirs', 'b')]);
      expect(await store.scans.ownAccounts(who)).toEqual(['file:mine', 'file:theirs']);
    });

    it('takes an account of several as own when a scan names it', async () => {
      await importAll([importedPost('p', 'a'), importedPost('q', 'a')]);
      expect(await store.scans.ownAccounts(who)).toEqual([]);
      await analysisOf('file:q');
      expect(await store.scans.ownAccounts(who)).toEqual(['file:q']);
    });

    it('takes no account as own when the import is rolled back', async () => {
      const { transaction } = await begin();
      await transaction.addPosts([importedPost('p', 'a')]);
      await transaction.rollback();
      expect(await store.scans.ownAccounts(who)).toEqual([]);
    });

    it('names an account behind a label by its bare id, until a file names it', async () => {
      const row = (accountName: string | null, postId: string) =>
        importedPost('facebook/x/1', postId, { accountName });
      const nameAfter = async (rows: readonly ImportedPost[]) =>
        (await importAll(rows)).result.accounts.map(({ name }) => name);
      expect(await nameAfter([row(null, 'a')])).toEqual(['x/1']);
      expect(await nameAfter([row('Page', 'b'), row(null, 'c')])).toEqual(['Page']);
      expect(await nameAfter([row(null, 'd')])).toEqual(['Page']);
      const unlabelled = { origin: null, accountName: null };
      expect(await nameAfter([importedPost('y/1', 'e', unlabelled)])).toEqual([null]);
    });

    it('finds an account behind a label by its bare id, unless several have it', async () => {
      await importAll([
        importedPost('facebook/nasa', 'a'),
        importedPost('facebook/page_01', 'b'),
        importedPost('facebook/b/page_01', 'c'),
        importedPost('x/page_02', 'd', { origin: null }),
      ]);
      const found = async (ref: string) => (await find(ref))?.profile.externalId ?? null;
      expect(await found('file:facebook/nasa')).toBe('facebook/nasa');
      expect(await found('file:nasa')).toBe('facebook/nasa');
      expect(await found('file:page_01')).toBe('facebook/page_01');
      expect(await found('file:asa')).toBeNull();
      expect(await found('file:page_02')).toBeNull();
      expect(await found('youtube:nasa')).toBeNull();
      await importAll([importedPost('twitter/nasa', 'a', { origin: 'twitter' })]);
      expect(await found('file:nasa')).toBeNull();
      expect(await found('file:twitter/nasa')).toBe('twitter/nasa');
      await importAll([importedPost('nasa', 'a', { origin: null })]);
      expect(await found('file:nasa')).toBe('nasa');
    });

    it('counts what was there before and what is twice in the file', async () => {
      expect((await importAll([importedPost('p', 'a'), importedPost('p', 'a')])).duplicates).toBe(
        1,
      );
      const { transaction, finish } = await begin();
      expect(await transaction.addPosts([importedPost('p', 'a'), importedPost('p', 'b')])).toEqual({
        duplicates: 1,
      });
      expect(await transaction.addPosts([importedPost('p', 'b'), importedPost('q', 'b')])).toEqual({
        duplicates: 1,
      });
      await finish();
      expect(await find('file:p')).toMatchObject({ posts: 2 });
    });

    it('takes the later of two rows of a post', async () => {
      const row = (caption: string | null, likes: number) =>
        importedPost('p', 'a', {
          post: post({ externalId: 'a', caption }),
          metrics: metrics({ likes }),
        });
      await importAll([row('first', 1), row('second', 2), row(null, 3)]);
      const input = await analysisOf('file:p');
      expect(input?.posts[0]).toMatchObject({ caption: 'second', snapshots: [{ likes: 3 }] });
    });

    it('dates counters without a time by the import, and keeps no unmeasured moment', async () => {
      const earlier = new Date('2026-05-21T00:00:00Z');
      await importAll([
        importedPost('p', 'a', {
          snapshots: [{ capturedAt: earlier, metrics: metrics({ views: 7 }) }],
        }),
        importedPost('p', 'b', {
          metrics: noMetrics,
          snapshots: [{ capturedAt: earlier, metrics: noMetrics }],
        }),
        importedPost('p', 'c', { capturedAt: earlier }),
      ]);
      const posts = (await analysisOf('file:p'))?.posts.map(({ postId, snapshots }) => [
        postId,
        snapshots.map(({ capturedAtMs }) => capturedAtMs),
      ]);
      expect(posts).toEqual([
        ['a', [earlier.getTime(), importedAt.getTime()]],
        ['b', []],
        ['c', [earlier.getTime()]],
      ]);
      expect(await find('file:p')).toMatchObject({
        postsWithoutMetrics: 1,
        capturedAt: importedAt,
      });
    });

    it('keeps sound, tags and the latest curve of a post, whoever its account belongs to', async () => {
      const curve = (share: number) => ({ seconds: [0, 10], shares: [1, share] });
      const row = (account: string, share: number | null, day?: number) =>
        importedPost(account, 'a', {
          post: post({ externalId: 'a', tags: ['x "y"'], sound: share === null ? null : 'A song' }),
          metrics: noMetrics,
          retention: share === null ? null : curve(share),
          capturedAt: day === undefined ? null : new Date(Date.UTC(2026, 4, day)),
        });
      await importAll([row('p', 0.5, 22), row('p', 0.4, 21), row('q', 0.3), row('p', null)]);
      await importAll([row('p', 0.2, 21)]);
      const known = { tags: ['x "y"'], sound: 'A song' };
      expect((await analysisOf('file:p'))?.posts).toMatchObject([
        { ...known, retention: curve(0.5), snapshots: [] },
      ]);
      expect((await analysisOf('file:q'))?.posts).toMatchObject([
        { ...known, retention: curve(0.3) },
      ]);
      expect((await find('file:p'))?.capturedAt).toEqual(new Date(Date.UTC(2026, 4, 22)));
      expect((await find('file:q'))?.capturedAt).toEqual(importedAt);
    });

    it('joins snapshots to the posts of earlier imports, and names the ids nobody has', async () => {
      await importAll([importedPost('p', 'a'), importedPost('q', 'a'), importedPost('p', 'b')]);
      const at = (day: number) => new Date(Date.UTC(2026, 4, day));
      const one = { postExternalId: 'a', capturedAt: at(22), metrics: metrics({ views: 1 }) };
      const first = await begin();
      expect(
        await first.transaction.addSnapshots([
          one,
          { ...one, metrics: metrics({ views: 2 }) },
          { ...one, postExternalId: 'nobody' },
          { ...one, postExternalId: 'nobody' },
          { ...one, postExternalId: 'b', metrics: noMetrics },
        ]),
      ).toEqual({ duplicates: 1, unknownPostIds: ['nobody'] });
      await first.finish();
      const second = await begin();
      expect(await second.transaction.addSnapshots([one, { ...one, capturedAt: at(23) }])).toEqual({
        duplicates: 1,
        unknownPostIds: [],
      });
      await second.finish();
      for (const ref of ['file:p', 'file:q']) {
        expect((await analysisOf(ref))?.posts[0]?.snapshots.map(({ views }) => views)).toEqual([
          1,
          1,
          null,
        ]);
      }
    });

    it('finds an imported account of a known platform under file, too', async () => {
      await importAll([importedPost('UC-x', 'a', { platform: 'youtube', origin: null })]);
      const known = await find('youtube:UC-x');
      expect(known?.profile).toMatchObject({ platform: 'youtube', source: 'import' });
      expect(await find('file:UC-x')).toEqual(known);
      expect(await find('tiktok:UC-x')).toBeNull();
    });

    it('leaves an account its source when it was collected before', async () => {
      const scanId = await initiated(store, who);
      await collect(store, who, scanId, 'collect-1', 'UC-x', []);
      expect(await find('file:UC-x')).toBeNull();
      await importAll([importedPost('UC-x', 'a', { platform: 'youtube' })]);
      expect((await find('file:UC-x'))?.profile).toMatchObject({
        source: 'youtube-data-api',
        name: 'A channel',
        followers: 1_000,
      });
    });

    it('leaves nothing behind when it is rolled back', async () => {
      const { transaction } = await begin();
      await transaction.addPosts([importedPost('p', 'a')]);
      await transaction.rollback();
      await transaction.rollback();
      expect(await find('file:p')).toBeNull();
      await expect(transaction.addPosts([])).rejects.toThrow('ended');
    });

    it('shows nothing to others before it is committed', async (context) => {
      context.skip(!store.isConcurrent, 'one session: nobody else can look');
      const { transaction, finish } = await begin();
      await transaction.addPosts([importedPost('p', 'a')]);
      expect(await find('file:p')).toBeNull();
      await finish();
      expect(await find('file:p')).toMatchObject({ posts: 1 });
    });

    it('takes texts that a database might choke on', async () => {
      const nul = String.fromCharCode(0);
      await importAll([
        importedPost('p', 'a', {
          accountName: `a${nul}b`,
          post: post({
            externalId: 'a',
            caption: `x${nul}\ud800 "{},\\' 🎉`,
            tags: ['a"b\\', '{},', ''],
          }),
        }),
      ]);
      expect((await analysisOf('file:p'))?.posts[0]?.caption).toContain(`"{},\\' 🎉`);
    });

    /** What an analysis sees of an imported account. */
    const analysisOf = async (ref: string) => {
      const scanId = await initiated(store, who, {
        steps: [{ stepKey: 'collect-0', kind: 'collect-account', accountRef: ref, role: 'own' }],
      });
      const known = await find(ref);
      const start = await store.steps.start(who, { scanId, stepKey: 'collect-0' });
      if (start.outcome !== 'started' || known === null) throw new Error('nothing to analyse');
      await store.steps.finishCollect(who, start.lease, {
        state: 'completed',
        accountId: known.accountId,
        coverage: {
          account_id: ref,
          platform: known.profile.platform,
          role: 'own',
          source: 'import',
          access: 'own',
          status: 'complete',
          reason: null,
          captured_at: null,
          posts: known.posts,
          posts_without_metrics: known.postsWithoutMetrics,
        },
        error: null,
      });
      const scan = await store.scans.find(who, scanId);
      if (scan === null) throw new Error('the scan is gone');
      const input = await store.steps.dataset(who, scan, { from: window[0], to: window[1] });
      return input.accounts[0];
    };
  });
}
