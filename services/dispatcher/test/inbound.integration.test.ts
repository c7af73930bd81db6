import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ConnectablePlatform } from '@viral-scan/contracts';
import { channelOfTopic } from '@viral-scan/platforms';
import { websubSecret } from '@viral-scan/scan';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { dispatcherProcess } from './dispatcher-process.ts';

const secret = 'the first secret of this test';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

const kinds = {
  youtube: 'youtube',
  tiktok: 'tiktok-accounts',
  instagram: 'instagram-login',
  threads: 'threads',
} as const;
async function connect(platform: ConnectablePlatform, externalId: string) {
  const { identity, connections } = database.store;
  const who = await identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
  await connections.save(who, {
    connectionId: crypto.randomUUID(),
    platform,
    externalId,
    kind: kinds[platform],
    tokens: { accessToken: new Uint8Array([1]), refreshToken: null },
    expiresAt: new Date(),
    refreshExpiresAt: null,
    scopes: [],
    missingScopes: [],
    aliases: [],
    connectedAt: new Date(),
  });
  return who;
}

const dispatcher = async (env: Readonly<Record<string, string>> = {}) =>
  (await dispatcherProcess(database, env)).child;

const published = (index: number, accountId: string) => ({
  platform: 'tiktok' as const,
  key: index.toString(16).padStart(64, '0'),
  kind: 'post_published' as const,
  name: 'post.publish.publicly_available',
  accountId,
  postId: `post-${index}`,
  occurredAt: new Date(),
  subscriptionId: null,
});

const refs = async (): Promise<string[]> => {
  const { rows } = await database.pools.scan.query<{ ref: string }>(
    'select account_ref as ref from scan.scan_steps order by account_ref',
  );
  return rows.map(({ ref }) => ref);
};

it('two dispatchers, one of them killed, make one collection an account of all that is told', async () => {
  const accounts = ['one', 'two', 'three'];
  for (const account of accounts) await connect('tiktok', account);
  // What the killed one held is found by the next look.
  const env = { INBOUND_POLL_MS: '2000' };
  const [first] = await Promise.all([dispatcher(env), dispatcher(env)]);
  const { inboundEvents } = database.store;
  const keep = (from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, (_, index) =>
        inboundEvents.keep([published(from + index, accounts[index % 3] ?? '')]),
      ),
    );
  await keep(0, 150);
  first?.kill('SIGKILL');
  await keep(150, 300);
  await expect.poll(() => inboundEvents.lag(), { timeout: 15_000 }).toMatchObject({ waiting: 0 });
  await expect.poll(refs).toEqual(['tiktok:one', 'tiktok:three', 'tiktok:two']);
});

it('reads accounts of Instagram and Threads by the ladder, without any event', async () => {
  await connect('instagram', '17841400000000001');
  await connect('threads', '2002');
  await dispatcher({ COLLECTION_SCHEDULE_EVERY_MS: '100' });
  await expect
    .poll(refs, { timeout: 15_000 })
    .toEqual(['instagram:17841400000000001', 'threads:2002']);
});

/** Takes requests and verifies them, as a hub does, at the address that it is given. */
async function tinyHub(verify: (callback: URL, form: URLSearchParams) => Promise<boolean>) {
  const requests: URLSearchParams[] = [];
  const verified: boolean[] = [];
  let status = 503;
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    requests.push(form);
    response.writeHead(status).end();
    if (status === 202) verified.push(await verify(new URL(form.get('hub.callback') ?? ''), form));
  });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    verified,
    open: () => {
      status = 202;
    },
  };
}

it('subscribes to the feed of a connected channel, and ends it when it is disconnected', async () => {
  const channelId = 'UC0000000000000000000077';
  const who = await connect('youtube', channelId);
  const { websub, connections } = database.store;
  const hub = await tinyHub(async (callback, form) => {
    const subscriptionId = callback.pathname.replace('/base/webhooks/youtube/', '');
    const mode = form.get('hub.mode') === 'unsubscribe' ? 'unsubscribe' : 'subscribe';
    const channel = channelOfTopic(form.get('hub.topic') ?? '') ?? '';
    return websub.verify({ subscriptionId, mode, channelId: channel }, 100);
  });
  await dispatcher({
    PUBLIC_URL: 'https://api.example/base/',
    WEBSUB_SECRETS: `${secret},the one before it`,
    WEBSUB_HUB_URL: `${hub.origin}/subscribe`,
    WEBSUB_EVERY_MS: '100',
    EGRESS_ALLOWED_ORIGINS: hub.origin,
  });
  const dueNow = () =>
    database.pools.scan.query(
      'update scan.websub_subscriptions set next_attempt_at = clock_timestamp()',
    );
  // It is away at first.
  await expect.poll(() => hub.requests.length, { timeout: 15_000 }).toBe(1);
  const { rows } = await database.pools.scan.query<{ id: string }>(
    'select subscription_id as id from scan.websub_subscriptions',
  );
  const id = rows[0]?.id ?? '';
  hub.open();
  await dueNow();
  await expect.poll(() => hub.verified, { timeout: 10_000 }).toEqual([true]);
  expect(Object.fromEntries(hub.requests[1] ?? [])).toEqual({
    'hub.mode': 'subscribe',
    'hub.topic': `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${channelId}`,
    'hub.callback': `https://api.example/base/webhooks/youtube/${id}`,
    'hub.verify': 'async',
    'hub.secret': websubSecret(secret, id),
    'hub.lease_seconds': '864000',
  });
  // Renewed when its time has come, not before.
  await dueNow();
  await expect.poll(() => hub.verified, { timeout: 10_000 }).toEqual([true, true]);
  expect(hub.requests).toHaveLength(3);
  await connections.disconnect(who, `youtube:${channelId}`);
  await expect.poll(() => hub.verified, { timeout: 10_000 }).toEqual([true, true, true]);
  expect(hub.requests[3]?.get('hub.mode')).toBe('unsubscribe');
  const left = await database.pools.scan.query('select from scan.websub_subscriptions');
  expect(left.rowCount).toBe(0);
});
