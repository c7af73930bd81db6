import { rememberEventsMs } from '@viral-scan/contracts';
import { forgetInbound } from '@viral-scan/scan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';
import {
  type Comment,
  freshId,
  freshIds,
  instagramBody,
  threadsBody,
  tiktokBody,
} from './webhook-bodies.ts';
import { secrets, signedByMeta, signedByTiktok } from './webhook-room.ts';
import {
  changedPosts,
  collectionsOf,
  connected,
  remembered,
  settled,
  withPosts,
} from './webhook-users.ts';

const dayMs = 86_400_000;
const published = 'post.publish.publicly_available';
const [instagramSecret] = secrets.instagram;
const [threadsSecret] = secrets.threads;

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

type Headers = Readonly<Record<string, string>>;
async function deliver(url: string, payload: string, headers: Headers, { app } = room) {
  const answer = await app.inject({ method: 'POST', url, headers, payload });
  return answer.statusCode;
}
const tiktok = (body: string, signing: Parameters<typeof signedByTiktok>[1] = {}) =>
  deliver('/webhooks/tiktok', body, signedByTiktok(body, signing));

describe('a delivery of TikTok', () => {
  it.each<readonly [what: string, deliveries: (id: string) => Promise<number>[], expected: object]>(
    [
      [
        'has one effect',
        (id) => [tiktok(tiktokBody(id, published, { post_id: freshId() }))],
        { statuses: [200], events: 1, collections: 1 },
      ],
      [
        'with a bad signature has none',
        (id) => [tiktok(tiktokBody(id, published, { post_id: freshId() }), { secret: 'a guess' })],
        { statuses: [401], events: 0, collections: 0 },
      ],
      [
        'signed too long ago has none',
        (id) => [
          tiktok(tiktokBody(id, published, { post_id: freshId() }), { at: Date.now() - 301_000 }),
        ],
        { statuses: [401], events: 0, collections: 0 },
      ],
      [
        'signed in the future has none',
        (id) => [
          tiktok(tiktokBody(id, published, { post_id: freshId() }), { at: Date.now() + 302_000 }),
        ],
        { statuses: [401], events: 0, collections: 0 },
      ],
      [
        'of what is older than we remember is taken and thrown away',
        (id) => [tiktok(tiktokBody(id, published, { post_id: freshId() }, Date.now() - 8 * dayMs))],
        { statuses: [200], events: 0, collections: 0 },
      ],
      [
        'doubled at the same moment has one effect',
        (id) => {
          const body = tiktokBody(id, published, { post_id: freshId() });
          return [tiktok(body), tiktok(body), tiktok(body)];
        },
        { statuses: [200, 200, 200], events: 1, collections: 1 },
      ],
      [
        'and others of the same account, in whichever order, become one collection',
        (id) => {
          const post_id = freshId();
          const ends = 'post.publish.no_longer_publicly_available';
          return [
            tiktok(tiktokBody(id, ends, { post_id })),
            tiktok(tiktokBody(id, published, { post_id }, Date.now() - 60_000)),
          ];
        },
        { statuses: [200, 200], events: 2, collections: 1 },
      ],
      [
        'of a comment starts no collection',
        (id) => [tiktok(tiktokBody(id, 'comment.update', { comment_id: '1', video_id: '2' }))],
        { statuses: [200], events: 1, collections: 0 },
      ],
    ],
  )('%s', async (_, deliveries, expected) => {
    const openId = crypto.randomUUID();
    const who = await connected(room.database, 'tiktok', openId);
    const statuses = await Promise.all(deliveries(openId));
    const effect = await settled(room.database);
    expect({ statuses, ...effect }).toEqual(expected);
    expect(await collectionsOf(room.database, who)).toHaveLength(effect.collections);
  });

  it('replayed after its effect has none, until it is forgotten', async () => {
    const openId = crypto.randomUUID();
    const who = await connected(room.database, 'tiktok', openId);
    const body = tiktokBody(openId, published, { post_id: freshId() });
    const { pools, store } = room.database;
    expect(await tiktok(body)).toBe(200);
    expect(await settled(room.database)).toEqual({ events: 1, collections: 1 });
    await pools.scan.query(`update scan.scans set state = 'completed'`);
    const forget = (afterMs: number) =>
      forgetInbound(
        { inboundEvents: store.inboundEvents, realNow: () => new Date(Date.now() + afterMs) },
        new AbortController().signal,
      );
    expect(await forget(rememberEventsMs - 60_000)).toBe(0);
    expect(await tiktok(body)).toBe(200);
    expect(await settled(room.database)).toEqual({ events: 0, collections: 0 });
    expect(await collectionsOf(room.database, who)).toHaveLength(1);
    expect(await forget(rememberEventsMs + 60_000)).toBeGreaterThan(0);
    expect(await remembered(room.database)).toEqual({ waiting: 0, handled: 0 });
  });

  it('names posts by int64: the very one is to be read again', async () => {
    const openId = crypto.randomUUID();
    const who = await connected(room.database, 'tiktok', openId);
    // The same double.
    const posts = ['7512345678901234567', '7512345678901234568'];
    await withPosts(room.database, who, `tiktok:${openId}`, posts);
    await tiktok(
      tiktokBody(openId, 'comment.update', { comment_id: '9', video_id: posts[0] ?? '' }),
    );
    expect(await settled(room.database)).toEqual({ events: 1, collections: 0 });
    expect(await changedPosts(room.database, who)).toEqual([posts[0]]);
  });

  it('has its effect for everybody who has connected the account, and for nobody else', async () => {
    const openId = crypto.randomUUID();
    const [one, other] = [
      await connected(room.database, 'tiktok', openId),
      await connected(room.database, 'tiktok', 'another id', { aliases: [openId] }),
    ];
    const gone = await connected(room.database, 'tiktok', openId);
    await room.database.store.connections.disconnect(gone, `tiktok:${openId}`);
    const elsewhere = await connected(room.database, 'youtube', openId);
    await tiktok(tiktokBody(openId, published, { post_id: freshId() }));
    expect(await settled(room.database)).toEqual({ events: 1, collections: 2 });
    expect(await collectionsOf(room.database, one)).toEqual([`tiktok:${openId}`]);
    expect(await collectionsOf(room.database, other)).toEqual(['tiktok:another id']);
    expect(await collectionsOf(room.database, gone)).toEqual([]);
    expect(await collectionsOf(room.database, elsewhere)).toEqual([]);
  });

  it('of an account nobody has connected leaves nothing', async () => {
    const before = await remembered(room.database);
    const body = tiktokBody(crypto.randomUUID(), published, { post_id: freshId() });
    expect([await tiktok(body), await tiktok(body)]).toEqual([200, 200]);
    expect(await settled(room.database)).toEqual({ events: 1, collections: 0 });
    expect(await remembered(room.database)).toEqual(before);
  });

  it('that has had its effect names nobody any more', async () => {
    const { rows } = await room.database.pools.scan.query(
      `select from scan.inbound_events where handled_at is not null
         and num_nonnulls(external_id, post_id, subscription_id, occurred_at) > 0`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a delivery of Meta', () => {
  const instagram = (body: string, secret: string = instagramSecret) =>
    deliver('/webhooks/instagram', body, signedByMeta(body, secret));
  const commentsOn = (account: string, media: string, count: number): Comment[] =>
    freshIds(count).map((comment) => ({ account, media, comment }));

  it('with 1,000 changes of two accounts, and the same regrouped, has one effect each', async () => {
    const accounts = [freshId(), freshId()];
    const media = [freshId(), freshId()];
    const users = await Promise.all(
      accounts.map((account) => connected(room.database, 'instagram', account)),
    );
    for (const [index, who] of users.entries()) {
      const other = freshId();
      await withPosts(room.database, who, `instagram:${accounts[index]}`, [
        media[index] ?? '',
        other,
      ]);
    }
    const all = [0, 1].flatMap((index) =>
      commentsOn(accounts[index] ?? '', media[index] ?? '', 500),
    );
    const before = await remembered(room.database);
    expect(await instagram(instagramBody(all))).toBe(200);
    const regrouped = [0, 1, 2, 3, 4].map((part) =>
      instagramBody(all.filter((_, index) => index % 5 === part).toReversed()),
    );
    expect(await Promise.all(regrouped.map((body) => instagram(body)))).toEqual(Array(5).fill(200));
    expect(await settled(room.database)).toEqual({ events: 1_000, collections: 0 });
    expect(await remembered(room.database)).toEqual({
      waiting: 0,
      handled: (before?.handled ?? 0) + 1_000,
    });
    for (const [index, who] of users.entries()) {
      expect(await changedPosts(room.database, who)).toEqual([media[index]]);
    }
  });

  it('is signed over its escapes', async () => {
    const account = freshId();
    await connected(room.database, 'instagram', account);
    const plain = instagramBody([
      { account, media: freshId(), comment: freshId(), text: 'Grüße/' },
    ]);
    const escaped = plain.replace('ü', '\\u00fc').replace('ße/', '\\u00dfe\\/');
    expect(JSON.parse(escaped)).toEqual(JSON.parse(plain));
    expect(
      await deliver('/webhooks/instagram', escaped, signedByMeta(plain, instagramSecret)),
    ).toBe(401);
    expect(await instagram(escaped)).toBe(200);
    expect(await settled(room.database)).toEqual({ events: 1, collections: 0 });
  });

  it('of Threads starts a light scan when a post is published or gone', async () => {
    const account = freshId();
    const who = await connected(room.database, 'threads', account);
    const post = freshId();
    await withPosts(room.database, who, `threads:${account}`, [post]);
    for (const field of ['publish', 'delete'] as const) {
      const body = threadsBody(account, field, post);
      expect(await deliver('/webhooks/threads', body, signedByMeta(body, threadsSecret))).toBe(200);
      expect(await settled(room.database)).toEqual({ events: 1, collections: 1 });
      expect(await changedPosts(room.database, who)).toEqual([post]);
      await room.database.pools.scan.query(`update scan.scans set state = 'completed'`);
    }
  });

  it('keeps and logs nothing that people wrote', async () => {
    const text = 'a text that nobody may find';
    await instagram(
      instagramBody([{ account: freshId(), media: freshId(), comment: freshId(), text }]),
    );
    const { rows } = await room.database.pools.scan.query<{ row: string }>(
      'select e::text as row from scan.inbound_events e',
    );
    expect(rows.some(({ row }) => row.includes('nobody may find'))).toBe(false);
    expect(room.logLines.join()).not.toContain('nobody may find');
    await settled(room.database);
  });
});
