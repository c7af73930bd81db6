import { createHash } from 'node:crypto';
import type { InboundKind, Principal } from '@viral-scan/contracts';
import { type GrantedAccount, type KeptEvent, refreshLadder } from '@viral-scan/scan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newScan } from '../builders/new-scan.ts';
import { metrics, profile } from '../builders/post.ts';
import {
  collected,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const dayMs = 86_400_000;
const now = new Date('2026-06-01T12:00:00.000Z');
const channel = (): string => `UC${crypto.randomUUID().replaceAll('-', '').slice(0, 22)}`;

/** Registers what every InboundEventRepository and LightScanRepository promises. */
export function inboundConformance(name: string, open: OpenStore): void {
  describe(`${name} keeps what platforms tell`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    let externalId: string;
    let ref: string;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
      externalId = channel();
      ref = `youtube:${externalId}`;
    });

    const connect = async (
      principal = who,
      known: { readonly aliases?: readonly string[]; readonly connectedAt?: Date } = {},
    ): Promise<GrantedAccount> => {
      await store.connections.save(principal, {
        connectionId: crypto.randomUUID(),
        platform: 'youtube',
        externalId,
        kind: 'youtube',
        tokens: { accessToken: new Uint8Array([1]), refreshToken: null },
        expiresAt: now,
        refreshExpiresAt: null,
        scopes: [],
        missingScopes: [],
        aliases: [],
        connectedAt: new Date(Date.now() - dayMs),
        ...known,
      });
      return { tenantId: principal.tenantId, subjectId: principal.subjectId, ref };
    };
    const event = (kind: InboundKind, known: Partial<KeptEvent> = {}): KeptEvent => ({
      platform: 'youtube',
      key: createHash('sha256').update(crypto.randomUUID()).digest('hex'),
      kind,
      name: 'a test',
      accountId: externalId,
      postId: null,
      occurredAt: null,
      subscriptionId: null,
      ...known,
    });
    const settle = async () => {
      const { counts } = await store.inboundEvents.settle(2_000, now);
      return counts.reduce((sum, { events }) => sum + events, 0);
    };
    const isAsked = async (account: GrantedAccount) =>
      (await store.lightScans.asked(1_000)).some(
        (each) => each.subjectId === account.subjectId && each.ref === account.ref,
      );
    const collection = () => {
      const { parameters, traceparent } = newScan();
      return {
        scanId: crypto.randomUUID(),
        parameters: { ...parameters, refresh: 'news' as const },
        steps: [
          {
            stepKey: 'collect-0',
            kind: 'collect-account' as const,
            accountRef: ref,
            role: 'own' as const,
          },
        ],
        scanTime: now,
        traceparent,
      };
    };
    /** Reads posts of a hundred days ago in a collection that goes on. */
    const read = async (ids: readonly string[], seenAt: Date) => {
      const planned = collection();
      const scan = { ...newScan(), ...planned, kind: 'collection' as const };
      await store.scans.initiate(who, scan);
      const { lease } = await started(store, who, planned.scanId, 'collect-0');
      const { accountId } = await store.steps.saveAccount(who, lease, {
        profile: profile({ externalId }),
        access: 'own',
        capturedAt: seenAt,
        cursor: 'x',
      });
      const page = { accountId, source: 'youtube-data-api', access: 'own' } as const;
      const next = { accountId, cursor: 'y', postsWithoutMetrics: 0 };
      const publishedAt = new Date(now.getTime() - 100 * dayMs).toISOString();
      await store.steps.savePage(who, lease, {
        ...page,
        posts: ids.map((id) => collected(id, publishedAt, metrics())),
        capturedAt: seenAt,
        next,
      });
      const due = async () =>
        (
          await store.collections.duePosts(who, {
            accountId,
            what: 'counters',
            // What is new is read, however old the post.
            since: new Date(now.getTime() - 97 * dayMs),
            now,
            rules: refreshLadder,
            after: null,
            limit: 100,
          })
        ).map(({ externalId: id }) => id);
      return { lease, page, next, due };
    };

    it('an event that is told again is known, before its effect and after', async () => {
      await connect();
      const [one, other] = [event('other'), event('other')];
      expect(await store.inboundEvents.keep([])).toBe(0);
      expect(await store.inboundEvents.keep([one])).toBe(1);
      expect(await store.inboundEvents.keep([other, one])).toBe(1);
      expect(await settle()).toBe(2);
      expect(await store.inboundEvents.keep([one, other])).toBe(0);
      expect(await settle()).toBe(0);
    });

    it('the same events kept by many at once are kept once', async () => {
      await connect();
      const events = Array.from({ length: 50 }, () => event('other'));
      const counts = await Promise.all(
        [events, events.toReversed(), events.slice(10), events.slice(0, 30)].map((some) =>
          store.inboundEvents.keep(some),
        ),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
      expect(await settle()).toBe(50);
    });

    it('an event of an account nobody has connected leaves nothing', async () => {
      const one = event('post_published');
      await store.inboundEvents.keep([one]);
      expect(await settle()).toBe(1);
      expect(await store.inboundEvents.keep([one])).toBe(1);
      expect(await settle()).toBe(1);
    });

    it('however many posts are new: one collection, and one more for what comes meanwhile', async () => {
      const account = await connect();
      await store.inboundEvents.keep([event('post_published'), event('post_changed')]);
      expect(await settle()).toBe(2);
      expect(await isAsked(account)).toBe(true);
      const planned = collection();
      expect(await store.lightScans.take(account, now, planned)).toBe(true);
      expect(await store.lightScans.take(account, now, collection())).toBe(false);
      await store.inboundEvents.keep([event('post_published')]);
      await settle();
      await store.inboundEvents.keep([event('post_removed')]);
      await settle();
      expect(await isAsked(account)).toBe(false);
      expect(await store.lightScans.take(account, now, collection())).toBe(false);
      const { lease } = await started(store, who, planned.scanId, 'collect-0');
      await store.steps.failScan(who, lease, { code: 'test', message: 'a test' });
      expect(await isAsked(account)).toBe(true);
      expect(await store.lightScans.take(account, now, collection())).toBe(true);
      expect(await isAsked(account)).toBe(false);
    });

    it('comments, mentions and what we do not know ask for nothing', async () => {
      const account = await connect();
      await store.inboundEvents.keep([event('comment'), event('mention'), event('other')]);
      expect(await settle()).toBe(3);
      expect(await isAsked(account)).toBe(false);
    });

    it('an account whose grant does not work any more is not read', async () => {
      const account = await connect();
      await store.inboundEvents.keep([event('post_published')]);
      await settle();
      await store.connections.disconnect(who, ref);
      expect(await isAsked(account)).toBe(false);
      await store.inboundEvents.keep([event('post_published')]);
      await settle();
      // What came meanwhile is not made up for: a new consent is followed by a collection anyhow.
      const known = await store.connections.find(who, ref);
      if (known === null) throw new Error('there is no connection');
      const tokens = { accessToken: new Uint8Array([1]), refreshToken: null };
      await store.connections.save(who, { ...known, tokens, expiresAt: now });
      expect(await isAsked(account)).toBe(false);
    });

    it('a post is due again when something about it is new, until it is read', async () => {
      await connect();
      const { lease, page, next, due } = await read(['a', 'b', 'c'], new Date(now.getTime() - 1));
      expect(await due()).toEqual([]);
      await store.inboundEvents.keep([
        event('comment', { postId: 'a' }),
        event('post_removed', { postId: 'b' }),
        event('other', { postId: 'c' }),
        event('post_changed', { postId: 'nobody knows it' }),
      ]);
      await settle();
      expect(await due()).toEqual(['a', 'b']);
      const publishedAt = new Date(now.getTime() - 100 * dayMs).toISOString();
      await store.steps.savePage(who, lease, {
        ...page,
        posts: [collected('a', publishedAt, metrics())],
        capturedAt: new Date(now.getTime() + 1),
        next,
        vanished: ['b'],
      });
      expect(await due()).not.toContain('a');
    });

    it('a removal of access reaches everybody who granted it before, once', async () => {
      const first = await connect();
      const other = await somebody(store);
      const second = await connect(other, { aliases: ['another name'] });
      const later = await somebody(store);
      await connect(later, { connectedAt: new Date(Date.now() + dayMs) });
      await store.inboundEvents.keep([event('access_removed')]);
      expect(await settle()).toBe(0);
      const erased: GrantedAccount[] = [];
      const erase = async (account: GrantedAccount) => void erased.push(account);
      expect(await store.inboundEvents.settleRemovals(10, erase)).toMatchObject({
        counts: [{ platform: 'youtube', kind: 'access_removed', events: 1 }],
        failures: [],
      });
      expect(erased).toHaveLength(2);
      expect(erased).toEqual(expect.arrayContaining([first, second]));
      await store.inboundEvents.settleRemovals(10, erase);
      expect(erased).toHaveLength(2);
      expect(await store.inboundEvents.granted('youtube', externalId, new Date())).toHaveLength(2);
      expect(await store.inboundEvents.granted('youtube', 'nobody', new Date())).toEqual([]);
    });

    it('a removal that echoes what we have given back ourselves erases nobody', async () => {
      const account = await connect();
      const ours = await somebody(store);
      await connect(ours);
      const given = await store.connections.disconnect(ours, ref);
      const erased: GrantedAccount[] = [];
      const settleRemoval = async (minutes: number) => {
        const occurredAt = new Date(Date.now() + minutes * 60_000);
        await store.inboundEvents.keep([event('access_removed', { occurredAt })]);
        const erase = async (each: GrantedAccount) => void erased.push(each);
        const { counts } = await store.inboundEvents.settleRemovals(10, erase);
        expect(counts).toMatchObject([{ events: 1 }]);
      };
      if (given === null) throw new Error('was not there');
      await store.connections.noteGivenBack(given);
      await settleRemoval(9);
      expect(erased).toEqual([]);
      // Of much later it is the person's own word; what is disconnected stays.
      await settleRemoval(11);
      expect(erased).toEqual([account]);
    });

    it('a removal that fails waits, and is tried again later', async () => {
      await connect(who, { aliases: [`alias of ${externalId}`] });
      await store.inboundEvents.keep([
        event('access_removed', { accountId: `alias of ${externalId}` }),
      ]);
      let calls = 0;
      const erase = async () => {
        calls += 1;
        if (calls === 1) throw new Error('the database is away');
      };
      const run = () => store.inboundEvents.settleRemovals(10, erase);
      expect(await run()).toMatchObject({ counts: [], failures: [{ message: /away/ }] });
      expect(await store.inboundEvents.lag()).toMatchObject({ waiting: 1 });
      await run();
      expect(calls).toBe(1);
      await store.age(10_000);
      expect((await store.inboundEvents.lag()).oldestSeconds).toBeGreaterThanOrEqual(10);
      await run();
      expect(calls).toBe(2);
      expect(await store.inboundEvents.lag()).toEqual({ waiting: 0, oldestSeconds: 0 });
    });

    it('what was dealt with is remembered, and forgotten in portions', async () => {
      await connect();
      const events = [event('other'), event('other'), event('other')];
      await store.inboundEvents.keep(events);
      await settle();
      const waiting = event('other');
      await store.inboundEvents.keep([waiting]);
      // The clock of the store may be ahead.
      const before = new Date(Date.now() + 60_000);
      while ((await store.inboundEvents.forget(new Date(Date.now() - dayMs), 100)) > 0);
      expect(await store.inboundEvents.keep(events)).toBe(0);
      expect(await store.inboundEvents.forget(before, 2)).toBe(2);
      while ((await store.inboundEvents.forget(before, 100)) > 0);
      expect(await store.inboundEvents.keep([...events, waiting])).toBe(3);
      await settle();
    });
  });
}
