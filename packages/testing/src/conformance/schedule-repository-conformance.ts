import { type Listing, type Principal, splitAccountRef } from '@viral-scan/contracts';
import { type ConnectedAccount, refreshLadder, type ScheduleRule } from '@viral-scan/scan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newScan } from '../builders/new-scan.ts';
import { metrics, profile } from '../builders/post.ts';
import {
  collected,
  coverage,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const ref = 'youtube:UC0000000000000000000001';
const now = new Date('2026-06-01T12:00:00.000Z');
const earlier = (ms: number): Date => new Date(now.getTime() - ms);
const later = (ms: number): Date => earlier(-ms);
const rule = (known: Partial<ScheduleRule> = {}): ScheduleRule => ({
  now,
  refresh: refreshLadder,
  listingEveryMs: hourMs,
  leastPauseMs: 30 * minuteMs,
  jitterMs: 0,
  ...known,
});
const listedAt = (at: Date): Listing => ({
  complete: { since: new Date(0), listedAt: at },
  backfill: null,
});

/** Registers what every ScheduleRepository promises. */
export function scheduleRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is a schedule repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
    });

    const connect = async (named = ref, principal = who): Promise<ConnectedAccount> => {
      const { platform, externalId } = splitAccountRef(named);
      const connectionId = crypto.randomUUID();
      await store.connections.save(principal, {
        connectionId,
        platform: platform ?? 'file',
        externalId,
        kind: 'youtube',
        tokens: { accessToken: new Uint8Array([1]), refreshToken: null },
        expiresAt: now,
        refreshExpiresAt: null,
        scopes: [],
        missingScopes: [],
        aliases: [],
        connectedAt: now,
      });
      const { tenantId, subjectId } = principal;
      return { tenantId, subjectId, connectionId, ref: named };
    };
    /** A collection that has read the account: its listing, and posts by age and when they were seen. */
    const read = async (
      listing: Listing,
      posts: readonly (readonly [id: string, ageMs: number, seenMs: number])[] = [],
      lookback_days = 90,
    ): Promise<void> => {
      const { parameters, steps } = newScan();
      const scanId = await initiated(store, who, {
        kind: 'collection',
        parameters: { ...parameters, lookback_days },
        steps: steps.slice(0, 1),
      });
      const { lease } = await started(store, who, scanId, 'collect-0');
      const { accountId } = await store.steps.saveAccount(who, lease, {
        profile: profile(),
        access: 'own',
        capturedAt: now,
        cursor: 'x',
      });
      const page = { accountId, source: 'youtube-data-api', access: 'own' } as const;
      const next = { accountId, cursor: 'y', postsWithoutMetrics: 0 };
      for (const [id, ageMs, seenMs] of posts) {
        const capturedAt = earlier(seenMs);
        const post = collected(id, earlier(ageMs).toISOString(), metrics());
        await store.steps.savePage(who, lease, { ...page, posts: [post], capturedAt, next });
      }
      await store.steps.savePage(who, lease, {
        ...page,
        posts: [],
        capturedAt: now,
        next,
        listing,
      });
      await store.steps.finishCollect(who, lease, {
        state: 'completed',
        accountId,
        coverage: coverage('complete'),
        error: null,
      });
    };
    const isDue = async (account: ConnectedAccount, known: Partial<ScheduleRule> = {}) =>
      (await store.schedule.dueAccounts([account], rule(known))).length === 1;
    const collection = () => {
      const { parameters, steps, traceparent } = newScan();
      return {
        scanId: crypto.randomUUID(),
        parameters: { ...parameters, refresh: 'ladder' as const },
        steps: steps.slice(0, 1),
        scanTime: now,
        traceparent,
      };
    };

    it('knows the accounts whose grant works, of all users, in batches', async () => {
      const mine = [await connect(), await connect('youtube:UC0000000000000000000002')];
      const other = await somebody(store);
      mine.push(await connect(ref, other));
      const refused = await connect('youtube:UC0000000000000000000003');
      await store.connections.refuse(who, { ...refused, generation: 0 }, 'a test');
      await connect('youtube:UC0000000000000000000004');
      await store.connections.disconnect(who, 'youtube:UC0000000000000000000004');
      const found: ConnectedAccount[] = [];
      for (;;) {
        const after = found.at(-1)?.connectionId ?? null;
        const batch = await store.schedule.connectedAccounts(after, 2);
        expect(batch.length).toBeLessThanOrEqual(2);
        found.push(...batch);
        if (batch.length === 0) break;
      }
      const subjects = [who.subjectId, other.subjectId];
      const byId = (a: ConnectedAccount, b: ConnectedAccount): number =>
        a.connectionId < b.connectionId ? -1 : 1;
      expect(found.filter(({ subjectId }) => subjects.includes(subjectId))).toEqual(
        mine.sort(byId),
      );
    });

    it('an account that was never listed is due at once', async () => {
      const account = await connect();
      expect(await isDue(account)).toBe(true);
      expect(await store.schedule.nextCollection(who, ref, rule())).toEqual(now);
      expect(await store.schedule.dueAccounts([], rule())).toEqual([]);
    });

    it('new posts are looked for as often as the rule says', async () => {
      const account = await connect();
      await read(listedAt(earlier(hourMs)));
      expect(await isDue(account)).toBe(false);
      expect(await store.schedule.nextCollection(who, ref, rule())).toEqual(now);
      expect(await isDue(account, { now: later(1) })).toBe(true);
      const rarely = rule({ listingEveryMs: 2 * hourMs });
      expect(await store.schedule.nextCollection(who, ref, rarely)).toEqual(later(hourMs));
    });

    it('an account is due with the first of its posts', async () => {
      const account = await connect();
      await read(listedAt(now), [
        ['a', 3 * dayMs, 5.5 * hourMs],
        ['b', 3 * dayMs, 5 * hourMs],
        ['too old', 100 * dayMs, 50 * dayMs],
      ]);
      expect(await isDue(account)).toBe(false);
      expect(await store.schedule.nextCollection(who, ref, rule())).toEqual(later(30 * minuteMs));
      expect(await isDue(account, { now: later(30 * minuteMs) })).toBe(false);
      expect(await isDue(account, { now: later(30 * minuteMs + 1) })).toBe(true);
    });

    it('is as much later as chance has it, the same for all who ask', async () => {
      const account = await connect();
      await read(listedAt(earlier(hourMs)));
      const jitterMs = 10 * minuteMs;
      const at = (ms: number) => isDue(account, { now: later(ms), jitterMs });
      expect(await at(jitterMs + 1)).toBe(true);
      for (const ms of [1, minuteMs, 5 * minuteMs]) expect(await at(ms)).toBe(await at(ms));
      expect(await at(0)).toBe(false);
    });

    it('names only those that are due, in the order given', async () => {
      const [first, fresh, third] = [
        await connect('youtube:UC0000000000000000000002'),
        await connect(),
        await connect('youtube:UC0000000000000000000003'),
      ];
      await read(listedAt(now));
      expect(await store.schedule.dueAccounts([third, fresh, first], rule())).toEqual([
        { account: third, stoppedLookbackDays: null },
        { account: first, stoppedLookbackDays: null },
      ]);
    });

    it('tells how far back a listing looked that stopped', async () => {
      const account = await connect();
      const stopped = { complete: null, backfill: { cursor: '[]', listedAt: earlier(dayMs) } };
      await read(stopped, [], 900);
      await read(stopped, [], 30);
      expect(await store.schedule.dueAccounts([account], rule())).toEqual([
        { account, stoppedLookbackDays: 900 },
      ]);
    });

    it('takes a collection on, with its steps and its dispatch, and is not due for a while', async () => {
      const account = await connect();
      const planned = collection();
      expect(await store.schedule.schedule(account, rule(), planned)).toBe(true);
      expect(await store.scans.find(who, planned.scanId)).toMatchObject({
        kind: 'collection',
        state: 'queued',
        parameters: planned.parameters,
        scanTime: now,
        steps: [{ stepKey: 'collect-0', accountRef: ref, role: 'own', state: 'pending' }],
      });
      const relayed: string[] = [];
      await store.dispatch.relay(1_000, async ({ scanId }) => void relayed.push(scanId));
      expect(relayed).toContain(planned.scanId);
      expect(await store.eventsOf(planned.scanId)).toEqual([]);
      expect(await store.schedule.nextCollection(who, ref, rule())).toEqual(later(30 * minuteMs));
    });

    it('has one collection of an account under way at most, and a pause after each', async () => {
      const account = await connect();
      const planned = collection();
      const soon = { now: later(10 * minuteMs) };
      const later1 = { now: later(30 * minuteMs + 1) };
      expect(await store.schedule.schedule(account, rule(), planned)).toBe(true);
      expect(await isDue(account, later1)).toBe(false);
      expect(await store.schedule.schedule(account, rule(later1), collection())).toBe(false);
      const { lease } = await started(store, who, planned.scanId, 'collect-0');
      await store.steps.finishCollect(who, lease, {
        state: 'failed',
        accountId: null,
        coverage: coverage('unavailable'),
        error: { code: 'upstream_unavailable', message: 'a test' },
      });
      expect(await isDue(account, soon)).toBe(false);
      expect(await store.schedule.schedule(account, rule(soon), collection())).toBe(false);
      expect(await store.schedule.schedule(account, rule(later1), collection())).toBe(true);
    });

    it('waits for a scan that the user has taken on', async () => {
      const account = await connect();
      await initiated(store, who);
      expect(await isDue(account)).toBe(false);
      expect(await store.schedule.schedule(account, rule(), collection())).toBe(false);
    });
  });
}
