import {
  AccountNotFound,
  noMetrics,
  type PlatformHttp,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { threadsConnector, threadsPublicConnector } from '@viral-scan/platforms';
import { sampleUser, sampleWorld } from '@viral-scan/worlds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSandbox } from '../../services/platform-sandbox/src/build-sandbox.ts';

const world = sampleWorld(1);
const { profiles } = world.threads;
const [known, small] = profiles;
if (known === undefined || small === undefined) throw new Error('the world has two profiles');
const app = buildSandbox({ world, user: sampleUser(world) });
let origin = '';
beforeAll(async () => {
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

const http: PlatformHttp = async ({ url, headers, signal }) => {
  const answer = await fetch(url, { ...(headers && { headers }), signal });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text: await answer.text(),
  };
};
const deps = () => ({ baseUrl: `${origin}/threads`, http, now: () => world.endsAt });
const everSince = new Date(0);

async function callWith(scopes?: readonly string[], account_id = known?.id) {
  const payload = { grant_kind: 'threads', account_id, ...(scopes && { scopes }) };
  const answer = await app.inject({ method: 'POST', url: '/_sandbox/tokens', payload });
  const accessToken: string = answer.json().access_token;
  return { signal: new AbortController().signal, onBehalfOf: 'a subject', accessToken };
}

/** The connectors as they ask the sandbox over HTTP: each must find what the other finds. */
describe('a Threads profile that somebody else looks at', () => {
  const ref = `threads:${known.username}`;

  test('has the posts that its owner lists, without their figures', async () => {
    const asOwner = threadsConnector(deps());
    const own = await callWith();
    const first = await asOwner.fetchAccount(`threads:${known.id}`, own);
    const owned = await asOwner.fetchPostsPage({ cursor: first.cursor, since: everSince }, own);

    const asOther = threadsPublicConnector(deps());
    const other = await callWith(undefined, small.id);
    const { profile, cursor } = await asOther.fetchAccount(ref, other);
    expect(profile).toMatchObject({
      externalId: known.username,
      name: known.name,
      followers: first.profile.followers,
    });
    const seen: string[] = [];
    let next: string | null = cursor;
    let pages = 0;
    while (next !== null) {
      const page = await asOther.fetchPostsPage({ cursor: next, since: everSince }, other);
      expect(page.posts.every(({ metrics }) => metrics === noMetrics)).toBe(true);
      seen.push(...page.posts.map(({ post }) => post.externalId));
      next = page.nextCursor;
      pages += 1;
    }
    expect(pages).toBeGreaterThan(1);
    expect(seen).toEqual([...new Set(seen)]);
    const ids = owned.posts.map(({ post }) => post.externalId);
    expect(ids.length).toBeGreaterThan(3);
    expect(seen.slice(0, ids.length)).toEqual(ids);

    const [byId] = await asOther.fetchPosts({ ref, ids: seen.slice(-1) }, other);
    expect(byId?.post.externalId).toBe(seen.at(-1));
  });

  test('is not there when it is too small, and not shown without the scope', async () => {
    const connector = threadsPublicConnector(deps());
    const call = await callWith();
    for (const name of [small.username, 'nobody.at.all']) {
      await expect(connector.fetchAccount(`threads:${name}`, call)).rejects.toThrow(
        AccountNotFound,
      );
    }
    const narrow = await callWith(['threads_basic', 'threads_manage_insights']);
    await expect(connector.fetchAccount(ref, narrow)).rejects.toThrow(UpstreamRefused);
  });
});
