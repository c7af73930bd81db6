import type { InboundKind, NewScan } from '@viral-scan/contracts';
import { settleInbound } from '@viral-scan/scan';
import { beforeEach, expect, it } from 'vitest';
import { type PlatformRoom, platformRoom } from './platform-room.ts';
import { own } from './scan-room.ts';

let room: PlatformRoom;
beforeEach(async () => {
  room = await platformRoom();
  for (const [id, daysAgo] of [
    ['a', 1],
    ['b', 10],
    ['c', 40],
    ['d', 80],
  ] as const) {
    room.publish(id, daysAgo);
  }
  await room.store.connections.save(room.who, {
    connectionId: crypto.randomUUID(),
    platform: 'youtube',
    externalId: own.slice('youtube:'.length),
    kind: 'youtube',
    tokens: { accessToken: new Uint8Array([1]), refreshToken: null },
    expiresAt: new Date(),
    refreshExpiresAt: null,
    scopes: [],
    missingScopes: [],
    aliases: [],
    connectedAt: new Date(0),
  });
  await room.scan({ insights: false });
});

const tell = (kind: InboundKind, postId: string) =>
  room.store.inboundEvents.keep([
    {
      platform: 'youtube',
      key: `${kind} ${postId}`,
      kind,
      name: 'a test',
      accountId: own.slice('youtube:'.length),
      postId,
      occurredAt: null,
      subscriptionId: null,
    },
  ]);

/** Deals with what was told; the parameters of the collections that follow. */
async function settle(): Promise<NewScan['parameters'][]> {
  const { inboundEvents, lightScans, erasures, state } = room.store;
  const known = new Set(state.scans.keys());
  await settleInbound(
    {
      inboundEvents,
      lightScans,
      erasures,
      clock: room.clock,
      newId: () => crypto.randomUUID(),
      newCode: () => 'a code',
      realNow: () => new Date(),
      onSettled: () => undefined,
    },
    new AbortController().signal,
  );
  const fresh = [...state.scans.values()].filter(({ planned }) => !known.has(planned.scanId));
  return fresh.map(({ planned }) => planned.parameters);
}

it('lists what is new, however fresh the last listing is, and reads the named post again', async () => {
  room.publish('new', 0);
  await tell('post_published', 'new');
  await tell('post_changed', 'c');
  const [parameters, ...others] = await settle();
  expect(others).toEqual([]);
  expect(parameters).toMatchObject({ accounts: [own], refresh: 'news' });
  expect(parameters).not.toHaveProperty('insights');
  const before = room.calls.length;
  await room.scan({ ...parameters, insights: false });
  // Neither b nor d: they were read a moment ago.
  expect(room.calls.slice(before)).toEqual(['account', 'page 0', 'page 1', 'posts c']);
  expect(room.postIds()).toEqual(['a', 'b', 'c', 'd', 'new']);
});

it('finds a removed post gone', async () => {
  room.vanish('d');
  await tell('post_removed', 'd');
  const [parameters] = await settle();
  await room.scan(parameters);
  const gone = [...room.store.state.series.posts.values()].filter(({ vanished }) => vanished);
  expect(gone.map(({ post }) => post.externalId)).toEqual(['d']);
});

it('a comment has its post read with the next collection, whenever that comes', async () => {
  await tell('comment', 'd');
  expect(await settle()).toEqual([]);
  const before = room.calls.length;
  await room.scan({ insights: false, refresh: 'ladder' });
  expect(room.calls.slice(before)).toEqual(['posts d']);
});
