import { afterAll, describe, expect, test } from 'vitest';
import { metaOf } from './meta.ts';
import { sandboxOf, world } from './sandbox.ts';

let realMs = Date.parse('2026-11-22T08:00:00Z');
const dayMs = 86_400_000;
const { app } = sandboxOf({ realNow: () => realMs });
afterAll(() => app.close());
const { get, token } = metaOf(app);
const { threads, endsAt, truth } = world;
const [own, small] = threads.profiles;
if (own === undefined || small === undefined) throw new Error('the sample world has two profiles');
const access_token = await token('threads');
const foreign = await token('instagram-login');
const smallToken = await token('threads', { account_id: small.id });
const ask = (path: string, query: Record<string, string> = {}) =>
  get(`/threads/v1.0/${path}`, { access_token, ...query });
const all = threads.postsBefore(own.id, new Date(endsAt.getTime() + 1), 1_000, endsAt);
const known = (fits: (post: (typeof all)[number]) => boolean) => {
  const found = all.find(fits);
  if (found === undefined) throw new Error('the sample world has one');
  return found;
};
const errorOf = (body: { error: { code: number; error_subcode?: number } }) =>
  body.error.error_subcode ?? body.error.code;

describe('posts', () => {
  test('come page by page, with cursors only, each once', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await ask('me/threads', { limit: '100', after });
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      expect(Object.keys(body.paging ?? { cursors: {} })).toEqual(['cursors']);
      after = body.paging?.cursors.after ?? '';
    } while (after !== '');
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('one by its id, with what it has and without what it has not', async () => {
    const post = known(({ mediaType, linkUrl }) => mediaType === 'TEXT_POST' && linkUrl === null);
    const fields =
      'media_product_type,media_type,media_url,permalink,owner,username,text,timestamp,shortcode,is_quote_post,has_replies,is_reply,link_attachment_url,topic_tag';
    expect((await ask(post.id, { fields })).body).toEqual({
      id: post.id,
      media_product_type: 'THREADS',
      media_type: 'TEXT_POST',
      permalink: `https://www.threads.com/@${own.username}/post/${post.shortcode}`,
      owner: { id: own.id },
      username: own.username,
      text: post.text,
      timestamp: `${post.createdAt.toISOString().slice(0, 19)}+0000`,
      shortcode: post.shortcode,
      is_quote_post: post.isQuote,
      has_replies: expect.any(Boolean),
      is_reply: false,
      ...(post.topicTag !== null && { topic_tag: post.topicTag }),
    });
  });

  test('insights are lifetime totals; a repost has none', async () => {
    const post = known(({ mediaType }) => mediaType !== 'REPOST_FACADE');
    const metric = 'views,likes,replies,reposts,quotes,shares';
    const { body } = await ask(`${post.id}/insights`, { metric });
    const told = body.data.map((row: { name: string; values: { value: number }[] }) => [
      row.name,
      row.values[0]?.value,
    ]);
    expect(Object.fromEntries(told)).toEqual(threads.figures(post.id, endsAt));
    const [repost = ''] = truth.threads.repostIds;
    const none = await ask(`${repost}/insights`, { metric });
    expect([none.status, none.body]).toEqual([200, { data: [] }]);
  });

  test.each([
    ['a deleted post', truth.threads.deletedPosts[0]?.postId ?? '', {}, 33],
    ["another's post", threads.postsBefore(small.id, endsAt, 1, endsAt)[0]?.id ?? '', {}, 33],
    ['an unknown field', 'me/threads', { fields: 'id,luck' }, 100],
    ['an unknown metric', `${all[0]?.id}/insights`, { metric: 'impressions' }, 100],
    ['an unknown parameter', 'me', { metric: 'views' }, 100],
    ['another version', '../v2.0/me', {}, 2500],
    ['an unknown edge', 'me/followers', {}, 2500],
    ['a token of Instagram', 'me', { access_token: foreign }, 190],
  ])('%s is refused', async (_what, path, query, expected) => {
    const answer = await ask(path, { ...(query as Record<string, string>) });
    expect([answer.status, errorOf(answer.body)]).toEqual([400, expected]);
  });

  test.each([
    ['me/threads', {}, 'threads_manage_insights'],
    ['me/threads_insights', { metric: 'views' }, 'threads_basic'],
    ['keyword_search', { q: 'a' }, 'threads_basic'],
    ['profile_lookup', { username: own.username }, 'threads_basic'],
  ])('%s needs a scope of its own', async (path, query, scope) => {
    const narrow = await token('threads', { scopes: [scope] });
    const answer = await ask(path, { access_token: narrow, ...(query as Record<string, string>) });
    expect(errorOf(answer.body)).toBe(10);
  });
});

describe('insights of the profile', () => {
  const june = (from: number, to: number) => ({
    since: String(Date.parse(`2026-06-${from}T07:00:00Z`) / 1_000),
    until: String(Date.parse(`2026-06-${to}T07:00:00Z`) / 1_000),
  });
  const day = (name: string) => threads.day(own.id, name, endsAt);
  const insights = async (query: Record<string, string>) =>
    (await ask('me/threads_insights', { ...query })).body;

  test('come in three containers', async () => {
    const metric = 'views,likes,followers_count,clicks';
    const { data } = await insights({ metric, ...june(20, 22) });
    const [views, likes, followers, clicks] = data;
    const days = [day('2026-06-20'), day('2026-06-21')];
    expect(views.values).toEqual([
      { value: days[0]?.views, end_time: '2026-06-21T07:00:00+0000' },
      { value: days[1]?.views, end_time: '2026-06-22T07:00:00+0000' },
    ]);
    expect(likes.total_value).toEqual({ value: (days[0]?.likes ?? 0) + (days[1]?.likes ?? 0) });
    expect(followers.total_value).toEqual({ value: threads.totals(own.id, endsAt)?.followers });
    const clicked = days.flatMap((one) => one?.clicks ?? []);
    const total = (rows: readonly { readonly value: number }[]) =>
      rows.reduce((sum, { value }) => sum + value, 0);
    expect(total(clicks.link_total_values)).toBe(
      clicked.reduce((sum, entry) => sum + entry.clicks, 0),
    );
    expect(Object.keys(clicks.link_total_values[0] ?? {}).toSorted()).toEqual([
      'link_url',
      'value',
    ]);
  });

  test('who the followers are, unless they are too few', async () => {
    const query = { metric: 'follower_demographics', breakdown: 'country' };
    const [row] = (await insights(query)).data;
    expect(row.total_value.breakdowns[0].dimension_keys).toEqual(['country']);
    expect((await insights({ ...query, access_token: smallToken })).data).toEqual([]);
    expect(errorOf(await insights({ metric: query.metric }))).toBe(100);
  });

  test('nothing is known from before April 2024', async () => {
    const since = '1712991599';
    expect(errorOf(await insights({ metric: 'views', since }))).toBe(100);
  });
});

describe('others', () => {
  const limits = (calls: number) =>
    app.inject({
      method: 'PUT',
      url: '/_sandbox/limits',
      payload: { limits: [{ api: 'threads-search', per: 'user', calls, window_s: 86_400 }] },
    });
  const search = async (query: Record<string, string>) => (await ask('keyword_search', query)).body;

  test('are found by a word; what finds nothing is free, the rest is counted by the day', async () => {
    await limits(2);
    for (let time = 0; time < 3; time += 1) {
      expect((await search({ q: 'no such word' })).data).toEqual([]);
    }
    const word = known(({ mediaType }) => mediaType === 'TEXT_POST').text.split(' ')[0] ?? '';
    const fields = 'id,text,media_type,username';
    const found = await search({ q: word, fields, search_type: 'RECENT', limit: '100' });
    expect(found.data.length).toBeGreaterThan(1);
    for (const { text } of found.data) expect(text.toLowerCase()).toContain(word.toLowerCase());
    const types = new Set(found.data.map(({ media_type }: { media_type: string }) => media_type));
    expect([...types]).toEqual(expect.arrayContaining(['TEXT', 'TEXT_POST']));
    await search({ q: word });
    expect(errorOf(await search({ q: word }))).toBe(613);
    realMs += dayMs;
    expect((await search({ q: word })).data).not.toEqual([]);
    expect((await search({ q: 'sensitive' })).data).toEqual([]);
  });

  test('can be looked up when they have enough followers', async () => {
    const lookUp = async (path: string, username: string) => (await ask(path, { username })).body;
    expect(await lookUp('profile_lookup', own.username)).toMatchObject({
      username: own.username,
      follower_count: threads.totals(own.id, endsAt)?.followers,
      views_count: expect.any(Number),
    });
    expect((await lookUp('profile_posts', own.username)).data[0]).toEqual({ id: all[0]?.id });
    for (const name of [small.username, 'nobody', `@${own.username}`]) {
      expect(errorOf(await lookUp('profile_lookup', name))).toBe(100);
    }
  });
});
