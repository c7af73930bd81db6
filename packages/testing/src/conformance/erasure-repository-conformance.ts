import { randomUUID } from 'node:crypto';
import { BeingErased, NotFound, type Principal, StepLost } from '@viral-scan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importedPost, importSummary } from '../builders/import.ts';
import { newScan } from '../builders/new-scan.ts';
import { metrics, profile } from '../builders/post.ts';
import {
  collected,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const own = 'youtube:UC0000000000000000000001';
const other = 'tiktok:someone';
const stepsOf = (...refs: string[]) =>
  refs.map((accountRef, index) => ({
    stepKey: `collect-${index}`,
    kind: 'collect-account' as const,
    accountRef,
    role: 'own' as const,
  }));
const requested = (account: string | null = null) => ({
  code: randomUUID(),
  origin: 'request' as const,
  account,
  requestedAt: new Date('2026-06-01T00:00:00.000Z'),
});
const connectionOf = (externalId = 'UC0000000000000000000001') => ({
  connectionId: randomUUID(),
  platform: 'youtube' as const,
  externalId,
  kind: 'youtube' as const,
  aliases: [],
  connectedAt: new Date(),
  tokens: { accessToken: Buffer.from('a'), refreshToken: Buffer.from('r') },
  expiresAt: new Date(),
  refreshExpiresAt: null,
  scopes: [],
  missingScopes: [],
});

/** How erasures begin, and what nobody can do any more from then on. */
export function erasureRepositoryConformance(name: string, open: OpenStore): void {
  describe(`erasures of ${name}`, () => {
    let store: StoreUnderTest;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    const caller = (who: Principal) => ({
      tenantId: who.tenantId,
      userId: who.userId,
      scopes: who.scopes,
    });

    it('somebody unknown gets a receipt that is complete, and no rows', async () => {
      const stranger = { tenantId: randomUUID(), userId: randomUUID(), scopes: [] };
      expect(await store.identity.find(stranger)).toBeNull();
      const request = requested();
      const kept = await store.erasures.begin(null, request);
      expect(kept).toEqual({
        code: request.code,
        state: 'completed',
        scope: 'user',
        requestedAt: request.requestedAt,
        completedAt: request.requestedAt,
        erased: {},
        notRevoked: [],
      });
      expect(await store.erasures.find(request.code)).toEqual(kept);
      for (const code of [randomUUID(), 'a\u0000b', '\ud800']) {
        expect(await store.erasures.find(code)).toBeNull();
      }
      const told = await store.erasures.begin(null, { ...requested(), origin: 'platform' });
      expect(told).toMatchObject({ scope: 'account', state: 'completed' });
      const gone = { tenantId: randomUUID(), subjectId: randomUUID() };
      expect(await store.erasures.begin(gone, requested())).toMatchObject({ state: 'completed' });
    });

    it('an erasure that is running is answered again', async () => {
      const who = await somebody(store);
      const request = requested();
      const kept = await store.erasures.begin(who, request);
      expect(kept).toMatchObject({ code: request.code, state: 'running', completedAt: null });
      expect(await store.erasures.begin(who, requested())).toEqual(kept);
      expect(await store.erasures.begin(who, requested(own))).toEqual(kept);
      expect(await store.erasures.find(request.code)).toEqual(kept);
    });

    it('what runs already is found under the code of another request, too, and under its own', async () => {
      const [one, another] = [await somebody(store), await somebody(store)];
      const whole = await store.erasures.begin(one, requested());
      const person = { ...requested(), origin: 'platform' as const };
      await store.erasures.begin(another, { ...person, account: own });
      for (let times = 0; times < 2; times += 1) {
        await store.erasures.alsoFindUnder(person.code, [whole.code, person.code]);
      }
      expect(await store.erasures.find(person.code)).toMatchObject({
        code: person.code,
        state: 'running',
        ...(store.isConcurrent && { scope: 'user' }),
      });
      expect(await store.erasures.find(whole.code)).toEqual(whole);
    });

    it('nothing is taken on for somebody who is being erased; others go on', async () => {
      const who = await somebody(store);
      const importId = randomUUID();
      const upload = await store.imports.begin(who, {
        importId,
        importedAt: new Date(),
      });
      const another = store.isConcurrent
        ? await store.imports.begin(who, { importId: randomUUID(), importedAt: new Date() })
        : null;
      if (!store.isConcurrent) await upload.rollback();
      const refused = (work: Promise<unknown>) => expect(work).rejects.toThrow(BeingErased);
      try {
        await store.erasures.begin(who, requested());
        if (store.isConcurrent) await refused(upload.commit(importSummary(importId)));
        if (another !== null) await refused(another.addPosts([importedPost('page', 'p')]));
      } finally {
        // An open one would keep the store from closing.
        await upload.rollback();
        await another?.rollback();
      }
      await refused(store.identity.principalOf(caller(who)));
      expect(await store.identity.find(caller(who))).toMatchObject({ subjectId: who.subjectId });
      await refused(store.scans.initiate(who, newScan()));
      await refused(store.connections.save(who, connectionOf()));
      await refused(store.ownProfiles.keep(who, profile()));
      await refused(
        store.authorizations.keep({
          ...who,
          stateHash: randomUUID(),
          kind: 'youtube',
          codeVerifier: null,
          redirectUri: 'https://a.example',
          returnTo: null,
          browserHash: null,
          expiresAt: new Date(),
        }),
      );
      await initiated(store, await somebody(store, who.tenantId));
    });

    it('open scans are cancelled, and whoever holds a step of theirs has lost it', async () => {
      const who = await somebody(store);
      const scanId = await initiated(store, who);
      const { lease } = await started(store, who, scanId, 'collect-0');
      await store.erasures.begin(who, requested());
      expect(await store.scans.find(who, scanId)).toMatchObject({ state: 'cancelled' });
      const lost = (work: Promise<unknown>) => expect(work).rejects.toThrow(StepLost);
      await lost(store.steps.heartbeat(who, lease));
      await lost(
        store.steps.saveAccount(who, lease, {
          profile: profile(),
          access: 'own',
          capturedAt: new Date(),
          cursor: 'x',
        }),
      );
      expect(await store.steps.start(who, { scanId, stepKey: 'collect-0' })).toEqual({
        outcome: 'nothing_to_do',
      });
      await store.dispatch.relay(1_000, async (dispatch) => {
        expect(dispatch.scanId).not.toBe(scanId);
      });
    });

    it('what waits to be told is told to nobody any more; what is of others is', async () => {
      const [who, somebodyElse] = [await somebody(store), await somebody(store)];
      const ids: string[] = [];
      for (const each of [who, somebodyElse]) {
        const [ownScan, otherScan] = [
          newScan({ steps: stepsOf(own) }),
          newScan({ steps: stepsOf(other) }),
        ];
        for (const scan of [ownScan, otherScan]) {
          await store.scans.initiate(each, scan);
          ids.push(scan.scanId);
        }
      }
      await store.outbound.fanOut(['orchestrator'], 10_000);
      await store.erasures.begin(who, requested(own));
      const waiting = async () => {
        const taken = await store.outbound.take('orchestrator', { limit: 10_000, leaseMs: 0 });
        return taken.map(({ event }) => event.subject).filter((id) => ids.includes(id));
      };
      expect(new Set(await waiting())).toEqual(new Set(ids.slice(1)));
      await store.erasures.begin(somebodyElse, requested());
      expect(await waiting()).toEqual(ids.slice(1, 2));
    });

    it('an erasure of one account leaves the scans of others, and refuses that account', async () => {
      const who = await somebody(store);
      const both = await initiated(store, who, { kind: 'collection', steps: stepsOf(own, other) });
      const rest = await initiated(store, who, { kind: 'collection', steps: stepsOf(other) });
      await store.connections.save(who, connectionOf());
      await store.connections.save(who, connectionOf('UC0000000000000000000002'));
      const request = { ...requested(own), origin: 'platform' as const };
      const kept = await store.erasures.begin(who, request);
      expect(kept).toMatchObject({ scope: 'account', state: 'running' });
      expect(await store.erasures.begin(who, requested(own))).toEqual(kept);
      expect(await store.scans.find(who, both)).toMatchObject({ state: 'cancelled' });
      expect(await store.scans.find(who, rest)).toMatchObject({ state: 'queued' });
      const { lease } = await started(store, who, rest, 'collect-0');
      await store.steps.heartbeat(who, lease);
      expect(await store.identity.principalOf(caller(who))).toMatchObject({
        subjectId: who.subjectId,
      });
      const connections = await store.connections.list(who);
      expect(connections.map(({ state }) => state)).toEqual(['disconnected', 'active']);
      const refused = (work: Promise<unknown>) => expect(work).rejects.toThrow(BeingErased);
      await refused(store.scans.initiate(who, newScan({ steps: stepsOf(own) })));
      await refused(store.connections.save(who, connectionOf()));
      await initiated(store, who, { kind: 'collection', steps: stepsOf(other) });
      // The whole user is more than the account.
      const whole = await store.erasures.begin(who, requested());
      expect(whole).toMatchObject({ scope: 'user', state: 'running' });
      expect(whole.code).not.toBe(kept.code);
    });

    it('a page that is being saved when an erasure begins is in before it, or not at all', async () => {
      const who = await somebody(store);
      const scanId = await initiated(store, who);
      const { lease } = await started(store, who, scanId, 'collect-0');
      const { accountId } = await store.steps.saveAccount(who, lease, {
        profile: profile(),
        access: 'own',
        capturedAt: new Date(),
        cursor: 'x',
      });
      const page = (index: number) => ({
        accountId,
        posts: [collected(`p${index}`, '2026-05-01T00:00:00.000Z', metrics({ views: 1 }))],
        capturedAt: new Date(),
        source: 'youtube-data-api' as const,
        access: 'own' as const,
        next: { accountId, cursor: 'y', postsWithoutMetrics: 0 },
      });
      let saved = 0;
      const saving = Promise.allSettled(
        Array.from({ length: 8 }, async (_, index) => {
          await store.steps.savePage(who, lease, page(index));
          saved += 1;
        }),
      );
      await store.erasures.begin(who, requested());
      const before = saved;
      const outcomes = await saving;
      expect(saved - before).toBeLessThanOrEqual(store.isConcurrent ? 1 : 0);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StepLost);
      }
    });

    it('what was never there is not found', async () => {
      const nobody = { tenantId: randomUUID(), subjectId: randomUUID() };
      await expect(store.steps.userOf(nobody)).rejects.toThrow(NotFound);
    });
  });
}
