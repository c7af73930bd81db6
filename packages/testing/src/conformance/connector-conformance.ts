import {
  AccountNotFound,
  accountProfileSchema,
  type Connector,
  type ConnectorCall,
  capabilities,
  InvalidInput,
  type KnownPost,
  metricsSchema,
  type PlatformRequest,
  type PostsPage,
  postSchema,
  ReauthorizationRequired,
  retentionProblem,
} from '@viral-scan/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectorCallsConformance } from './connector-calls-conformance.ts';
import type { ConnectorUnderTest } from './connector-under-test.ts';

const subject = 'c0ffee00-0000-4000-8000-000000000001';
const everSince = new Date(0);
const maxPages = 50;
const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** Registers what every connector promises; `open` gives one with a platform of its own. */
export function connectorConformance(name: string, open: () => ConnectorUnderTest): void {
  connectorCallsConformance(name, open);
  describe(`${name} is a connector`, () => {
    let under: ConnectorUnderTest;
    let asked: PlatformRequest[];
    let call: ConnectorCall;
    let connector: Connector;
    const { grant } = open().connect(() => Promise.reject(new Error('not asked yet')));

    const connect = () =>
      under.connect(async (request) => {
        asked.push(request);
        return under.answer(request);
      });
    const listAll = async (since = everSince, from: Connector = connector) => {
      const pages: PostsPage[] = [];
      let { cursor }: { cursor: string | null } = await from.fetchAccount(under.ref, call);
      while (cursor !== null && pages.length < maxPages) {
        const page: PostsPage = await from.fetchPostsPage({ cursor, since }, call);
        pages.push(page);
        cursor = page.nextCursor;
      }
      expect(cursor).toBeNull();
      return { pages, posts: pages.flatMap(({ posts }) => posts) };
    };
    const idsOf = (posts: PostsPage['posts']) => posts.map(({ post }) => post.externalId);
    const known = async (): Promise<KnownPost[]> =>
      (await listAll()).posts.slice(0, connector.batch.insights).map(({ post }) => post);

    beforeEach(async () => {
      under = open();
      asked = [];
      call = {
        signal: new AbortController().signal,
        onBehalfOf: subject,
        accessToken: under.accessToken,
      };
      connector = connect();
    });

    describe('what it declares', () => {
      it('gives each capability or says why not', () => {
        expect(Object.keys(connector.capabilities).toSorted()).toEqual(capabilities.toSorted());
        for (const offer of Object.values(connector.capabilities)) {
          expect(offer === true || offer.length > 5).toBe(true);
        }
      });

      it('has own access with a grant only', () => {
        expect(connector.access).toBe(connector.grant === null ? 'public' : 'own');
        expect(under.accessToken === null).toBe(connector.grant === null);
      });

      it('has a method for each figure that does not come with posts', () => {
        expect(connector.batch.posts).toBeGreaterThan(0);
        expect(connector.batch.insights > 0).toBe(connector.fetchInsights !== null);
        const { account_days, audience_activity } = connector.capabilities;
        const hasDays = account_days === true || audience_activity === true;
        expect(connector.fetchAccountDays !== null).toBe(hasDays);
      });
    });

    describe('an account', () => {
      it('is a valid profile with the start of its listing', async () => {
        const { profile, cursor } = await connector.fetchAccount(under.ref, call);
        expect(accountProfileSchema.parse(profile)).toEqual(profile);
        expect(profile).toMatchObject({ platform: connector.platform, source: connector.source });
        expect(cursor).not.toBe('');
      });

      it('of another platform is refused before anything is asked', async () => {
        const failed = connector.fetchAccount('file:somebody', call);
        await expect(failed).rejects.toBeInstanceOf(InvalidInput);
        expect(asked).toEqual([]);
      });

      it('that is not there, or not the grantee’s, is refused by name', async () => {
        const error = await connector
          .fetchAccount(under.foreignRef, call)
          .catch((caught) => caught);
        const expected =
          grant === null ? [AccountNotFound] : [AccountNotFound, ReauthorizationRequired];
        expect(expected.some((kind) => error instanceof kind)).toBe(true);
      });
    });

    describe('the listing', () => {
      it('gives every post once, newest first, over several pages', async () => {
        const { pages, posts } = await listAll();
        expect(under.postIds.length).toBeGreaterThanOrEqual(4);
        expect(pages.length).toBeGreaterThanOrEqual(2);
        expect(idsOf(posts)).toEqual(under.postIds);
      });

      it('gives valid posts, metrics and curves', async () => {
        for (const { post, metrics, retention } of (await listAll()).posts) {
          expect(postSchema.parse(post)).toEqual(post);
          expect(metricsSchema.parse(metrics)).toEqual(metrics);
          expect(retention === null ? null : retentionProblem(retention)).toBeNull();
          expect(connector.access === 'own' || retention === null).toBe(true);
        }
      });

      it('gives only what was published after `since`', async () => {
        const { posts } = await listAll();
        const since = posts[2]?.post.publishedAt ?? everSince;
        expect(idsOf((await listAll(since)).posts)).toEqual(under.postIds.slice(0, 2));
        expect(idsOf((await listAll(new Date('2100-01-01'))).posts)).toEqual([]);
      });

      it('goes on elsewhere at a cursor that was written down', async () => {
        const { cursor } = await connector.fetchAccount(under.ref, call);
        const first = await connector.fetchPostsPage({ cursor, since: everSince }, call);
        const kept: string = JSON.parse(JSON.stringify(first.nextCursor));
        asked = [];
        const second = await connect().fetchPostsPage({ cursor: kept, since: everSince }, call);
        const listed = [...idsOf(first.posts), ...idsOf(second.posts)];
        expect(listed).toEqual(under.postIds.slice(0, listed.length));
        expect(second.posts.length + Number(second.nextCursor !== null)).toBeGreaterThan(0);
      });

      it('gives the same page for the same cursor', async () => {
        const { cursor } = await connector.fetchAccount(under.ref, call);
        const read = () => connector.fetchPostsPage({ cursor, since: everSince }, call);
        expect(await read()).toEqual(await read());
      });

      it.each(['', '{}', 'null', '[1,2,3,4]', '"x"'])(
        'refuses the foreign cursor %s',
        async (bad) => {
          const failed = connector.fetchPostsPage({ cursor: bad, since: everSince }, call);
          await expect(failed).rejects.toBeInstanceOf(InvalidInput);
          expect(asked).toEqual([]);
        },
      );
    });

    describe('posts by id', () => {
      it('are what the listing gives; others are absent', async () => {
        const { posts } = await listAll();
        const ids = under.postIds.slice(0, Math.min(3, connector.batch.posts - 1));
        const read = await connector.fetchPosts(
          { ref: under.ref, ids: [...ids, under.foreignPostId] },
          call,
        );
        expect(idsOf(read).toSorted()).toEqual(ids.toSorted());
        const first = read.find(({ post }) => post.externalId === ids[0]);
        expect(first).toEqual(posts[0]);
      });

      it('are not asked for when none is wanted', async () => {
        expect(await connector.fetchPosts({ ref: under.ref, ids: [] }, call)).toEqual([]);
        expect(asked).toEqual([]);
      });

      it('are refused when they are too many for one call', async () => {
        const ids = Array.from({ length: connector.batch.posts + 1 }, (_, index) => `1${index}`);
        const failed = connector.fetchPosts({ ref: under.ref, ids }, call);
        await expect(failed).rejects.toBeInstanceOf(InvalidInput);
        expect(asked).toEqual([]);
      });
    });

    describe('insights', () => {
      it('are of the posts asked for, with valid figures', async ({ skip }) => {
        const posts = await known();
        if (connector.fetchInsights === null) return skip();
        const insights = await connector.fetchInsights({ ref: under.ref, posts }, call);
        const ids = insights.map(({ externalId }) => externalId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(posts.map(({ externalId }) => externalId)).toEqual(expect.arrayContaining(ids));
        for (const { retention, watch, shares } of insights) {
          expect(retention === null ? null : retentionProblem(retention)).toBeNull();
          expect(shares === null || (Number.isSafeInteger(shares) && shares >= 0)).toBe(true);
          for (const value of Object.values(watch ?? {})) {
            expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
          }
        }
        const { retention, watch_time } = connector.capabilities;
        if (retention === true) expect(insights.some((one) => one.retention !== null)).toBe(true);
        if (watch_time === true) expect(insights.some(({ watch }) => watch !== null)).toBe(true);
      });
    });

    describe('days', () => {
      it('are within what was asked for, each once, in order', async ({ skip }) => {
        if (connector.fetchAccountDays === null) return skip();
        const asking = { ref: under.ref, from: '2026-08-01', to: '2026-08-20' };
        const { days, activity } = await connector.fetchAccountDays(asking, call);
        const dates = days.map(({ day }) => day);
        expect(dates.length).toBeGreaterThan(0);
        expect(dates).toEqual([...new Set(dates)].toSorted());
        expect(
          dates.every((day) => isDay.test(day) && day >= asking.from && day <= asking.to),
        ).toBe(true);
        for (const { hour, count, day } of activity?.hours ?? []) {
          expect(Number.isInteger(hour) && hour >= 0 && hour <= 23 && isDay.test(day)).toBe(true);
          expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        }
        if (connector.capabilities.audience_activity === true) expect(activity).not.toBeNull();
      });

      it.each([
        ['from', { from: '2026-8-1', to: '2026-08-20' }],
        ['to', { from: '2026-08-01', to: 'tomorrow' }],
        ['from', { from: '2026-08-02', to: '2026-08-01' }],
      ])('with a wrong `%s` are refused before anything is asked', async (field, days) => {
        if (connector.fetchAccountDays === null) return;
        const failed = connector.fetchAccountDays({ ref: under.ref, ...days }, call);
        await expect(failed).rejects.toMatchObject({ code: 'invalid_input', field });
        expect(asked).toEqual([]);
      });
    });
  });
}
