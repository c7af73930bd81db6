import {
  AccessTokenRejected,
  AccountNotFound,
  CursorExpired,
  noMetrics,
  type PlatformAnswer,
  type PlatformRequest,
  RateLimited,
  ReauthorizationRequired,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { connectorConformance, type Refusal } from '@viral-scan/testing';
import { describe, expect, test } from 'vitest';
import { threadsPublicConnector } from '../src/index.ts';
import {
  accessToken,
  graphError,
  json,
  now,
  type Problem,
  playThreadsProfiles,
  postIds,
  repostId,
} from './threads-platform.ts';

const ref = 'threads:acme';
const nobody = graphError({ code: 100 });

const playProfiles = (request: PlatformRequest) => playThreadsProfiles(request, 10);
const connect = (http: (request: PlatformRequest) => Promise<PlatformAnswer>) =>
  threadsPublicConnector({ baseUrl: 'https://graph.threads.net/', http, now: () => now });

const errors: readonly (readonly [Refusal['error'], ...Problem[]])[] = [
  [UpstreamUnavailable, { code: 1, status: 500 }, { code: 2 }],
  [RateLimited, { code: 4, status: 403 }, { code: 613 }],
  [UpstreamRefused, { code: 10 }, { code: 200 }, { code: 368 }],
  [AccountNotFound, { code: 100 }, { code: 100, subcode: 33 }],
  [ReauthorizationRequired, { code: 190, subcode: 458 }],
  [AccessTokenRejected, { code: 190 }, { code: 190, subcode: 463, status: 401 }],
];

connectorConformance('the connector of public Threads profiles', () => ({
  ref,
  foreignRef: 'threads:nobody',
  postIds,
  foreignPostId: '18000000000000017',
  accessToken,
  secrets: [],
  connect,
  answer: playProfiles,
  refusals: errors.flatMap(([error, ...problems]) =>
    problems.map((problem) => ({
      name: `code ${problem.code}/${problem.subcode ?? '-'}`,
      answer: graphError(problem),
      error,
    })),
  ),
}));

const call = { signal: new AbortController().signal, onBehalfOf: 'a subject', accessToken };
const everSince = new Date(0);

function playing(instead: (request: PlatformRequest) => PlatformAnswer | null = () => null) {
  const asked: PlatformRequest[] = [];
  const connector = connect(async (request) => {
    asked.push(request);
    return instead(request) ?? playProfiles(request);
  });
  return { connector, asked, told: () => asked.map(({ api, operation }) => `${api} ${operation}`) };
}

describe('a profile of somebody else on Threads', () => {
  test('is named as it was asked for, with its followers', async () => {
    const { connector, told } = playing();
    expect(await connector.fetchAccount('threads:Acme', call)).toMatchObject({
      profile: { externalId: 'Acme', handle: 'acme', name: 'Acme', followers: 12_345 },
    });
    expect(told()).toEqual(['threads-profiles profile_lookup']);
    for (const name of ['a b', 'ümlaut', '@', 'a/b']) {
      await expect(connector.fetchAccount(`threads:${name}`, call)).rejects.toThrow(
        AccountNotFound,
      );
    }
    expect(told()).toHaveLength(1);
  });

  test('has posts without any counter, and says why', async () => {
    const { connector, told } = playing();
    const { cursor } = await connector.fetchAccount(ref, call);
    const { posts } = await connector.fetchPostsPage({ cursor, since: everSince }, call);
    expect(posts.map(({ metrics }) => metrics)).toEqual(posts.map(() => noMetrics));
    expect(connector.capabilities.shares).toContain('owner');
    expect(told()).toEqual(['threads-profiles profile_lookup', 'threads-profiles profile_posts']);
  });

  test('has neither replies nor what others posted, and a page of those alone is no end', async () => {
    const entry = (id: string, more: object) => ({
      id,
      media_type: 'TEXT_POST',
      timestamp: '2026-08-20T12:00:00+0000',
      username: 'ACME',
      ...more,
    });
    const entries = [
      entry('1', { is_reply: true }),
      entry('2', { username: 'other' }),
      entry(repostId, { media_type: 'REPOST_FACADE' }),
    ];
    const pageOf = (data: readonly object[]) =>
      playing(({ operation }) =>
        operation === 'profile_posts'
          ? json({ data, paging: { cursors: { after: 'behind' } } })
          : null,
      ).connector.fetchPostsPage({ cursor: '["profile","acme",null]', since: everSince }, call);
    expect(await pageOf(entries)).toEqual({
      posts: [],
      nextCursor: '["profile","acme","behind"]',
    });
    const kept = await pageOf([...entries, entry('3', {}), entry('3', {})]);
    expect(kept.posts.map(({ post }) => post.externalId)).toEqual(['3']);
  });

  test('that is not there behind its first page begins anew', async () => {
    const { connector } = playing(() => nobody);
    const gone = connector.fetchPostsPage(
      { cursor: '["profile","acme","x"]', since: everSince },
      call,
    );
    await expect(gone).rejects.toThrow(CursorExpired);
  });

  test('is not shown without the permission, which ends nobody’s grant', async () => {
    const { connector } = playing(() => graphError({ code: 10 }));
    const refused = connector.fetchAccount(ref, call);
    await expect(refused).rejects.toThrow(/threads_profile_discovery/);
    await expect(refused).rejects.toThrow(UpstreamRefused);
  });

  test('is asked for posts by id only until they are found, and not for ever', async () => {
    const some = playing();
    await some.connector.fetchPosts({ ref, ids: postIds.slice(8, 12) }, call);
    expect(some.asked).toHaveLength(2);
    let page = 0;
    const endless = playing(() => {
      page += 1;
      const data = [{ id: `9${page}`, media_type: 'IMAGE', timestamp: '2026-08-20T12:00:00Z' }];
      return json({ data, paging: { cursors: { after: `to ${page}` } } });
    });
    expect(await endless.connector.fetchPosts({ ref, ids: ['1'] }, call)).toEqual([]);
    expect(endless.asked).toHaveLength(20);
  });
});
