import {
  AccountNotFound,
  accountProfileSchema,
  CursorExpired,
  capabilities,
  InvalidInput,
  metricsSchema,
  postSchema,
  ReauthorizationRequired,
  retentionProblem,
} from '@viral-scan/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectorCallsConformance } from './connector-calls-conformance.ts';
import { connectorFiguresConformance } from './connector-figures-conformance.ts';
import { type ConnectorSession, connectorSession, everSince, idsOf } from './connector-session.ts';
import type { ConnectorUnderTest } from './connector-under-test.ts';

/** Registers what every connector promises; `open` gives one with a platform of its own. */
export function connectorConformance(name: string, open: () => ConnectorUnderTest): void {
  describe(`${name} is a connector`, () => {
    let session: ConnectorSession;
    let under: ConnectorSession['under'];
    let connector: ConnectorSession['connector'];
    let call: ConnectorSession['call'];
    let asked: ConnectorSession['asked'];
    beforeEach(() => {
      session = connectorSession(open);
      ({ under, connector, call, asked } = session);
    });

    describe('what it declares', () => {
      it('gives each capability or says why not', () => {
        expect(Object.keys(connector.capabilities).toSorted()).toEqual(capabilities.toSorted());
        for (const offer of Object.values(connector.capabilities)) {
          expect(offer === true || offer.length > 5).toBe(true);
        }
      });

      it('has own access with a grant only', () => {
        expect(connector.access === 'own' && connector.grant === null).toBe(false);
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
          connector.grant === null ? [AccountNotFound] : [AccountNotFound, ReauthorizationRequired];
        expect(expected.some((kind) => error instanceof kind)).toBe(true);
      });
    });

    describe('the listing', () => {
      it('gives every post once, newest first, over several pages', async () => {
        const { pages, posts } = await session.listAll();
        expect(under.postIds.length).toBeGreaterThanOrEqual(4);
        expect(pages.length).toBeGreaterThanOrEqual(2);
        expect(idsOf(posts)).toEqual(under.postIds);
      });

      it('gives valid posts, metrics and curves', async () => {
        for (const { post, metrics, retention } of (await session.listAll()).posts) {
          expect(postSchema.parse(post)).toEqual(post);
          expect(metricsSchema.parse(metrics)).toEqual(metrics);
          expect(retention === null ? null : retentionProblem(retention)).toBeNull();
          expect(connector.access === 'own' || retention === null).toBe(true);
        }
      });

      it('gives only what was published after `since`', async () => {
        const { posts } = await session.listAll();
        const since = posts[2]?.post.publishedAt ?? everSince;
        expect(idsOf((await session.listAll(since)).posts)).toEqual(under.postIds.slice(0, 2));
        expect(idsOf((await session.listAll(new Date('2100-01-01'))).posts)).toEqual([]);
      });

      it('goes on elsewhere at a cursor that was written down', async () => {
        const { cursor } = await connector.fetchAccount(under.ref, call);
        const first = await connector.fetchPostsPage({ cursor, since: everSince }, call);
        const kept: string = JSON.parse(JSON.stringify(first.nextCursor));
        const other = session.reconnect();
        const second = await other.fetchPostsPage({ cursor: kept, since: everSince }, call);
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
        'does not go on at the foreign cursor %s',
        async (bad) => {
          const failed = connector.fetchPostsPage({ cursor: bad, since: everSince }, call);
          await expect(failed).rejects.toBeInstanceOf(CursorExpired);
          expect(asked).toEqual([]);
        },
      );
    });

    describe('posts by id', () => {
      it('are what the listing gives; others are absent', async () => {
        const { posts } = await session.listAll();
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
  });
  connectorCallsConformance(name, open);
  connectorFiguresConformance(name, open);
}
