import { afterAll, describe, expect, test } from 'vitest';
import { metaOf } from './meta.ts';
import { client } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';
import { recordedAnswer, recordingsFolder, shapeOf } from './shape.ts';

/** Every key of a recorded or documented answer is there with the same type. */
const { app } = sandboxOf({ oddPages: false, limits: [] });
afterAll(() => app.close());
const { authorize, code, exchange, get, token } = metaOf(app);
const { threads, endsAt } = world;
const [profile] = threads.profiles;
if (profile === undefined) throw new Error('the sample world has a profile');
const mine = await token('threads');
const post = threads
  .postsBefore(profile.id, endsAt, 100, endsAt)
  .find(({ mediaType }) => mediaType !== 'REPOST_FACADE');

type Answer = Promise<{ readonly status: number; readonly body: unknown }>;
const onThreads = (path: string, query: Record<string, string> = {}): Answer =>
  get(`/threads/v1.0/${path}`, { access_token: mine, ...query });

const calls: [recording: string, ask: () => Answer][] = [
  [
    'keyword-search-200',
    () =>
      onThreads('keyword_search', {
        q: 'a',
        fields:
          'id,text,media_type,permalink,timestamp,username,has_replies,is_quote_post,is_reply',
        limit: '2',
      }),
  ],
  [
    'me-200',
    () => onThreads('me', { fields: 'id,username,threads_profile_picture_url,threads_biography' }),
  ],
  [
    'me-threads-page1-200',
    () => onThreads('me/threads', { fields: 'id,text,timestamp', limit: '3' }),
  ],
  [
    'media-insights-200',
    () =>
      onThreads(`${post?.id}/insights`, { metric: 'views,likes,replies,reposts,quotes,shares' }),
  ],
  [
    'oauth-long-token-200',
    async () =>
      get('/threads/access_token', {
        grant_type: 'th_exchange_token',
        client_secret: client.secret,
        access_token: await token('threads', { life: 'short' }),
      }),
  ],
  [
    'oauth-short-token-200',
    async () => {
      const given = code(await authorize('/threads-www/oauth/authorize', 'threads_basic'));
      const answer = await exchange('/threads/oauth/access_token', { code: given });
      return { status: answer.statusCode, body: answer.json() };
    },
  ],
  ['profile-lookup-200', () => onThreads('profile_lookup', { username: profile.username })],
  [
    'publishing-limit-200',
    () =>
      onThreads('me/threads_publishing_limit', {
        fields: 'quota_usage,config,reply_quota_usage,reply_config',
      }),
  ],
];

describe.runIf(recordingsFolder !== null)('answers have the shape of the recorded ones', () => {
  test.each(calls)('%s', async (name, ask) => {
    const recorded = recordedAnswer(`threads/${name}`);
    const { status, body } = await ask();
    expect(status).toBe(recorded.status);
    expect(shapeOf(body)).toEqual(expect.arrayContaining(shapeOf(recorded.body)));
  });
});
