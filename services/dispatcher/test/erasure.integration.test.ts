import { UpstreamUnavailable } from '@viral-scan/contracts';
import { createJobQueue } from '@viral-scan/queue';
import { createLogger, createMetrics } from '@viral-scan/runtime';
import { type EraseDeps, erasureSteps, relayOutbox } from '@viral-scan/scan';
import { MasterKeyMissing } from '@viral-scan/vault';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseJob } from '../src/erasures/erase-job.ts';
import { type ErasureRoom, erasureRoom } from './erasure-room.ts';

let room: ErasureRoom;
beforeAll(async () => {
  room = await erasureRoom();
});
afterAll(() => room.close());

const signal = new AbortController().signal;
const metrics = createMetrics({ service: 'dispatcher' });
const lines: string[] = [];
const logger = createLogger({
  service: 'dispatcher',
  level: 'trace',
  hashKey: 'k'.repeat(32),
  destination: { write: (line) => void lines.push(line) },
});
const run = (deps: EraseDeps): Promise<void> => eraseJob(deps, { logger, metrics })(signal);
/** Whoever died is taken for dead at once, and nobody waits. */
const later = async (): Promise<void> => {
  await room.pools.scan.query(
    `update scan.erasures set leased_until = null, next_attempt_at = now() where state = 'running'`,
  );
};

it('nothing is left of a user, in tables, queue and cache, and their grant is taken back', async () => {
  const { who, accountId, token, scanId } = await room.somebody();
  const other = await room.somebody();
  const queue = createJobQueue({ redis: room.redis, prefix: room.prefix });
  try {
    await relayOutbox({ dispatch: room.store.dispatch, queue }, 100);
  } finally {
    await queue.close();
  }
  const words = [who.userId, who.subjectId, accountId, scanId];
  expect(room.oauth.isLive(token)).toBe(true);
  const before = await room.naming(...words);
  expect(before).toContain('identity.users');
  expect(before.some((name) => name.includes(`collect-account:${scanId}`))).toBe(true);
  expect(before).toContain(`scan:${who.userId}:latest`);
  expect(before.filter((name) => name.includes(':pace:')).length).toBeGreaterThan(1);
  const { eventStream, requestStream } = room.streams;
  const streams = [eventStream, requestStream, `${requestStream}.dead`];
  expect(before).toEqual(expect.arrayContaining(streams));

  const { code } = await room.begin(who);
  await run(room.deps);
  expect(await room.store.erasures.find(code)).toMatchObject({
    state: 'completed',
    notRevoked: [],
    erased: {
      grants: 1,
      connections: 1,
      keys: 1,
      posts: 1,
      post_snapshots: 1,
      scans: 2,
      cached_reports: 1,
      jobs: 6,
      stream_events: 1,
      stream_requests: 3,
    },
  });
  expect(await room.naming(...words)).toEqual([]);
  expect(room.oauth.isLive(token)).toBe(false);
  const left = await room.naming(other.who.userId, other.who.subjectId, other.scanId);
  expect(left).toEqual(expect.arrayContaining(['scan.posts', `scan:${other.who.userId}:latest`]));
  expect(left).toEqual(expect.arrayContaining(streams));
  expect(room.oauth.isLive(other.token)).toBe(true);
  for (const word of words) expect(lines.join()).not.toContain(word);
});

it.each(
  erasureSteps.flatMap((step) => [
    { step, moment: 'before it is noted' },
    { step, moment: 'after it' },
  ]),
)(
  'a worker that dies at "$step", $moment, is followed by one that ends it',
  async ({ step, moment }) => {
    const { who, accountId, token, scanId } = await room.somebody();
    const { code } = await room.begin(who);
    const die = (): never => {
      throw new Error('killed');
    };
    const dying: EraseDeps = {
      ...room.deps,
      ...(moment === 'after it' && { onStep: (done) => void (done === step && die()) }),
      work: {
        ...room.deps.work,
        postpone: async () => undefined,
        ...(moment !== 'after it' && {
          stepDone: (erasure, done, erased) =>
            done === step ? die() : room.deps.work.stepDone(erasure, done, erased),
        }),
      },
    };
    await run(dying);
    expect(await room.store.erasures.find(code)).toMatchObject({ state: 'running' });
    expect(await room.deps.work.take(1)).toBeNull();
    await later();
    await run(room.deps);
    expect(await room.store.erasures.find(code)).toMatchObject({ state: 'completed' });
    expect(await room.naming(who.userId, who.subjectId, accountId, scanId)).toEqual([]);
    expect(room.oauth.isLive(token)).toBe(false);
  },
);

it('a worker whose erasure another has taken over changes nothing any more', async () => {
  const { who } = await room.somebody();
  await room.begin(who);
  const first = await room.deps.work.take(30_000);
  await later();
  const second = await room.deps.work.take(30_000);
  if (first === null || second === null) throw new Error('it was not taken');
  expect(second.erasureId).toBe(first.erasureId);
  for (const late of [
    () => room.deps.work.deleteRows(first, signal),
    () => room.deps.work.stepDone(first, 'rows', {}),
    () => room.deps.work.complete(first),
  ]) {
    await expect(late()).rejects.toThrow('no longer held');
  }
  expect(await room.naming(who.subjectId)).toContain('scan.posts');
  await later();
  await run(room.deps);
});

it('a platform that cannot be reached is asked again, and given up on in the end', async () => {
  const { who, token } = await room.somebody();
  const { code } = await room.begin(who);
  room.oauth.before = () => {
    throw new UpstreamUnavailable('away');
  };
  try {
    await run(room.deps);
    expect(await room.store.erasures.find(code)).toMatchObject({ state: 'running', erased: {} });
    await later();
    await run({ ...room.deps, revokeForMs: 0 });
  } finally {
    room.oauth.before = () => undefined;
  }
  expect(await room.store.erasures.find(code)).toMatchObject({
    state: 'completed',
    notRevoked: [{ platform: 'youtube', reason: 'away' }],
  });
  expect(room.oauth.isLive(token)).toBe(true);
  expect(await room.naming(who.userId, who.subjectId)).toEqual([]);
});

it('a vault that lacks its keys holds an erasure up for a while, not for ever', async () => {
  const { who, token } = await room.somebody();
  const { code } = await room.begin(who);
  const vault = { ...room.deps.vault, open: () => Promise.reject(new MasterKeyMissing(7)) };
  await run({ ...room.deps, vault }).catch(() => undefined);
  expect(await room.store.erasures.find(code)).toMatchObject({ state: 'running' });
  await later();
  await run({ ...room.deps, vault, revokeForMs: 0 });
  expect(await room.store.erasures.find(code)).toMatchObject({
    state: 'completed',
    notRevoked: [{ platform: 'youtube', reason: 'its tokens could not be read' }],
  });
  expect(room.oauth.isLive(token)).toBe(true);
  expect(await room.naming(who.userId, who.subjectId)).toEqual([]);
});

it.each([
  { of: 'a user', account: null, gone: ['grant', 'late', 'request'] },
  { of: 'an account', account: 'youtube:UC0000000000000000000003', gone: ['grant', 'late'] },
])(
  'events of lost access go with $of, also those that went out late',
  async ({ account, gone }) => {
    const who = await room.newcomer();
    await room.connect(who, 'UC0000000000000000000003');
    const tell = (word: string, partitionkey: string) =>
      room.stream.event({ subject: `youtube:${word}-${who.subjectId}`, partitionkey });
    await tell('grant', 'youtube:UC0000000000000000000003');
    await tell('other', 'youtube:UC0000000000000000000004');
    await room.stream.request(who.userId);
    const isLeft = async () => {
      const left = [];
      for (const word of ['grant', 'late', 'other']) {
        if ((await room.naming(`${word}-${who.subjectId}`)).length > 0) left.push(word);
      }
      const { requestStream } = room.streams;
      if ((await room.naming(who.userId)).includes(requestStream)) left.push('request');
      return left;
    };
    await room.begin(who, account);
    await run({
      ...room.deps,
      onStep: (step) =>
        void (step === 'queue' && void tell('late', 'youtube:UC0000000000000000000003')),
    });
    const all = ['grant', 'late', 'other', 'request'];
    expect(await isLeft()).toEqual(all.filter((word) => !gone.includes(word)));
  },
);

it('of one account all goes that was read of it, and nothing of others; nobody is asked', async () => {
  const { who, accountId } = await room.somebody();
  const otherToken = await room.connect(who, 'UC0000000000000000000002');
  const calls = room.oauth.calls.length;
  const { code } = await room.begin(who, 'youtube:UC0000000000000000000001');
  await run(room.deps);
  expect(await room.store.erasures.find(code)).toMatchObject({
    state: 'completed',
    scope: 'account',
    erased: { connections: 1, posts: 1, accounts: 1 },
  });
  expect(room.oauth.calls.slice(calls)).toEqual([]);
  expect(await room.naming(accountId)).toEqual([]);
  const [connection] = await room.store.connections.list(who);
  expect(connection).toMatchObject({ externalId: 'UC0000000000000000000002', state: 'active' });
  expect(room.oauth.isLive(otherToken)).toBe(true);
  expect(await room.store.subjectKeys.current(who)).not.toBeNull();
  expect(await room.naming(who.userId)).toContain('identity.users');
});
