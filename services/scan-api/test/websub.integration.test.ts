import { websubTopic } from '@viral-scan/platforms';
import { keepSubscribed, type WebsubRequest, websubSecret } from '@viral-scan/scan';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';
import { feedBody, tombstoneBody } from './webhook-bodies.ts';
import { secrets, signedByHub } from './webhook-room.ts';
import { changedPosts, collectionsOf, connected, settled, withPosts } from './webhook-users.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

let channel = '';
beforeEach(() => {
  channel = `UC${crypto.randomUUID().replaceAll('-', '').slice(0, 22)}`;
});

/** What the dispatcher asks a hub for, that answers nothing by itself. */
async function asked(answer = async (): Promise<void> => undefined): Promise<WebsubRequest[]> {
  const requests: WebsubRequest[] = [];
  const { schedule, websub } = room.database.store;
  await keepSubscribed(
    {
      schedule,
      websub,
      onFailure: () => undefined,
      ask: (request) => {
        requests.push(request);
        return answer();
      },
    },
    new AbortController().signal,
  );
  return requests.filter(({ channelId }) => channelId === channel);
}

const subscriptionOf = async () => {
  const { rows } = await room.database.pools.scan.query<{
    id: string;
    pending: boolean;
    attempts: number;
    lease: number;
    next: number;
    last_error: string | null;
  }>(
    `select subscription_id as id, pending, attempts, last_error,
       round(extract(epoch from lease_ends_at - clock_timestamp()))::int as lease,
       round(extract(epoch from next_attempt_at - clock_timestamp()))::int as next
     from scan.websub_subscriptions where external_id = $1`,
    [channel],
  );
  return rows[0];
};

const verify = async (
  id: string,
  mode: string,
  { topic = websubTopic(channel), lease = '432000' } = {},
) => {
  const { statusCode, body } = await room.app.inject({
    method: 'GET',
    url: `/webhooks/youtube/${id}`,
    query: {
      'hub.mode': mode,
      'hub.topic': topic,
      'hub.challenge': 'challenge-1',
      ...(mode === 'subscribe' && { 'hub.lease_seconds': lease }),
    },
  });
  return statusCode === 200 ? body : statusCode;
};

/** Makes what is planned due. */
const later = () =>
  room.database.pools.scan.query(
    'update scan.websub_subscriptions set next_attempt_at = clock_timestamp() where external_id = $1',
    [channel],
  );

const push = async (id: string, body: string, headers: Readonly<Record<string, string>>) => {
  const url = `/webhooks/youtube/${id}`;
  return (await room.app.inject({ method: 'POST', url, headers, payload: body })).statusCode;
};

it('a subscription lives from the connection to its end', async () => {
  const who = await connected(room.database, 'youtube', channel);
  const [request, ...others] = await asked();
  expect([request?.mode, others]).toEqual(['subscribe', []]);
  const id = request?.subscriptionId ?? '';
  // Asked, not verified: not asked again at once.
  expect(await asked()).toEqual([]);
  for (const [what, answer] of [
    ['another topic', await verify(id, 'subscribe', { topic: websubTopic('UCanother') })],
    ['no feed', await verify(id, 'subscribe', { topic: 'https://example.com/' })],
    ['another mode', await verify(id, 'unsubscribe')],
    ['another subscription', await verify(crypto.randomUUID(), 'subscribe')],
    ['no id', await verify('x', 'subscribe')],
  ] as const) {
    expect([what, answer]).toEqual([what, 404]);
  }
  expect(await verify(id, 'subscribe')).toBe('challenge-1');
  expect(await verify(id, 'subscribe')).toBe(404);
  expect(await subscriptionOf()).toMatchObject({ id, pending: false, attempts: 0, lease: 432_000 });
  // Renewed daily.
  expect((await subscriptionOf())?.next).toBeCloseTo(86_400, -1);
  await later();
  expect(await asked()).toEqual([request]);
  // The old form of the address; a short lease is renewed at four fifths of it.
  const topic = `https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`;
  expect(await verify(id, 'subscribe', { topic, lease: '1000' })).toBe('challenge-1');
  expect((await subscriptionOf())?.next).toBeCloseTo(800, -1);

  await room.database.store.connections.disconnect(who, `youtube:${channel}`);
  expect(await asked()).toEqual([{ ...request, mode: 'unsubscribe' }]);
  expect(await verify(id, 'subscribe')).toBe(404);
  expect(await verify(id, 'unsubscribe')).toBe('challenge-1');
  expect(await subscriptionOf()).toBeUndefined();
  expect(await asked()).toEqual([]);
});

it('a hub that does not take a request is asked again, less and less often', async () => {
  await connected(room.database, 'youtube', channel);
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const refuse = async () => {
      throw new Error('the hub answered 503');
    };
    expect(await asked(refuse)).toHaveLength(1);
    const row = await subscriptionOf();
    expect(row).toMatchObject({ attempts: attempt, last_error: 'the hub answered 503' });
    pauses.push(row?.next ?? 0);
    await later();
  }
  for (const [index, pause] of pauses.entries()) expect(pause / 60 / 2 ** index).toBeCloseTo(1, 1);
});

it('a subscription that a hub will not end is forgotten when it lapses', async () => {
  const who = await connected(room.database, 'youtube', channel);
  const [request] = await asked();
  await verify(request?.subscriptionId ?? '', 'subscribe', { lease: '0' });
  await room.database.store.connections.disconnect(who, `youtube:${channel}`);
  expect(await asked()).toEqual([]);
  expect(await subscriptionOf()).toBeUndefined();
});

it('an account that is connected again keeps its subscription', async () => {
  const who = await connected(room.database, 'youtube', channel);
  const [request] = await asked();
  await verify(request?.subscriptionId ?? '', 'subscribe');
  const { connections } = room.database.store;
  const connection = await connections.disconnect(who, `youtube:${channel}`);
  expect(await asked()).toMatchObject([{ mode: 'unsubscribe' }]);
  if (connection === null) throw new Error('there is no connection');
  await connections.save(who, {
    ...connection,
    tokens: { accessToken: new Uint8Array([1]), refreshToken: null },
    expiresAt: new Date(),
  });
  expect(await asked()).toEqual([request]);
});

it('pushes are taken with any of our secrets, by sha1 and sha256, and told apart by nobody', async () => {
  const who = await connected(room.database, 'youtube', channel);
  await withPosts(room.database, who, `youtube:${channel}`, ['known-1', 'known-2']);
  const [request] = await asked();
  const id = request?.subscriptionId ?? '';
  const [secret, former] = secrets.websub.map((each) => websubSecret(each, id));
  const upload = feedBody(channel, ['known-1']);
  const gone = tombstoneBody('known-2');
  expect(await push(id, upload, signedByHub(upload, 'a guess'))).toBe(202);
  expect(await push(id, upload, {})).toBe(202);
  // Of another subscription.
  expect(await push(crypto.randomUUID(), upload, signedByHub(upload, secret ?? ''))).toBe(202);
  expect(await settled(room.database)).toEqual({ events: 0, collections: 0 });
  expect(await push(id, upload, signedByHub(upload, secret ?? ''))).toBe(200);
  expect(await push(id, upload, signedByHub(upload, former ?? '', 'sha256'))).toBe(200);
  expect(await push(id, gone, signedByHub(gone, former ?? ''))).toBe(200);
  expect(await settled(room.database)).toEqual({ events: 2, collections: 1 });
  expect(await collectionsOf(room.database, who)).toEqual([`youtube:${channel}`]);
  expect(await changedPosts(room.database, who)).toEqual(['known-1', 'known-2']);
});

it('a push of 1,000 entries becomes one collection', async () => {
  const who = await connected(room.database, 'youtube', channel);
  const [request] = await asked();
  const id = request?.subscriptionId ?? '';
  const secret = websubSecret(secrets.websub[0], id);
  const videos = Array.from({ length: 1_000 }, (_, index) => `${channel}-${index}`);
  const at = new Date();
  const whole = feedBody(channel, videos, at);
  const half = feedBody(channel, videos.slice(300, 800), at);
  expect(await push(id, whole, signedByHub(whole, secret))).toBe(200);
  expect(await push(id, half, signedByHub(half, secret))).toBe(200);
  expect(await settled(room.database)).toEqual({ events: 1_000, collections: 1 });
  expect(await settled(room.database)).toEqual({ events: 0, collections: 0 });
  expect(await collectionsOf(room.database, who)).toHaveLength(1);
  // What comes while it runs is served by the next one, all together.
  for (const video of ['late-1', 'late-2', 'late-3']) {
    const body = feedBody(channel, [`${channel}-${video}`]);
    expect(await push(id, body, signedByHub(body, secret))).toBe(200);
    expect(await settled(room.database)).toEqual({ events: 1, collections: 0 });
  }
  await room.database.pools.scan.query(
    `update scan.scans set state = 'completed' where subject_id = $1`,
    [who.subjectId],
  );
  expect(await settled(room.database)).toEqual({ events: 0, collections: 1 });
  expect(await collectionsOf(room.database, who)).toHaveLength(2);
});
