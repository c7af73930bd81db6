import { createHash } from 'node:crypto';
import { NotFound, type Principal, StepLost } from '@viral-scan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importedPost, importSummary } from '../builders/import.ts';
import { metrics, profile } from '../builders/post.ts';
import { report } from '../builders/report.ts';
import {
  capturedAt,
  collect,
  collected,
  coverage,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const secretHash = (secret: string) => createHash('sha256').update(secret).digest();

/** Registers what every IdentityRepository promises, and that nobody sees what is another's. */
export function identityRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} keeps people apart`, () => {
    let store: StoreUnderTest;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it('gives a user one subject, also when first met several times at once', async () => {
      const caller = {
        tenantId: crypto.randomUUID(),
        userId: crypto.randomUUID(),
        scopes: ['scan:read'] as const,
      };
      const all = await Promise.all(
        Array.from({ length: 8 }, () => store.identity.principalOf(caller)),
      );
      expect(new Set(all.map(({ subjectId }) => subjectId)).size).toBe(1);
      expect(all[0]).toEqual({ ...caller, subjectId: all[0]?.subjectId });
      expect(await store.identity.principalOf(caller)).toEqual(all[0]);
    });

    it('knows the same user id of two tenants as two subjects', async () => {
      const first = await somebody(store);
      const second = await store.identity.principalOf({
        ...first,
        tenantId: crypto.randomUUID(),
      });
      expect(second.subjectId).not.toBe(first.subjectId);
    });

    it('finds a service key by the hash of its secret', async () => {
      const tenantId = crypto.randomUUID();
      const hash = secretHash(crypto.randomUUID());
      const key = await store.identity.createServiceKey({
        tenantId,
        name: 'orchestrator',
        secretHash: hash,
        scopes: ['scan:read', 'scan:write'],
      });
      expect(key).toEqual({ keyId: key.keyId, tenantId, scopes: ['scan:read', 'scan:write'] });
      expect(await store.identity.findServiceKey(hash)).toEqual(key);
      expect(await store.identity.findServiceKey(secretHash('another'))).toBeNull();
    });

    it('shows neither another tenant nor another user what is not theirs', async () => {
      const owner = await somebody(store);
      const scanId = await initiated(store, owner);
      const posts = [collected('p', '2026-05-20T08:00:00Z', metrics({ views: 1 }))];
      await collect(store, owner, scanId, 'collect-0', 'UC-1', posts);
      await collect(store, owner, scanId, 'collect-1', 'UC-2', posts);
      const { lease, scan } = await started(store, owner, scanId, 'analyze-scan');
      const said = report({ scan_id: scanId });
      const strangers: Principal[] = [
        await somebody(store, owner.tenantId),
        await somebody(store),
        { ...owner, tenantId: crypto.randomUUID() },
      ];
      for (const stranger of strangers) await refuseWrites(stranger);
      await store.steps.saveReport(owner, lease, said);
      for (const stranger of strangers) await findNothing(stranger);
      expect(await store.scans.report(owner, scanId)).toEqual(said);

      async function refuseWrites(stranger: Principal): Promise<void> {
        const steps = store.steps;
        const page = { posts, capturedAt, source: 'youtube-data-api', access: 'public' } as const;
        const account = { profile: profile(), access: 'public', capturedAt, cursor: '' } as const;
        const end = { state: 'failed', accountId: null, coverage: coverage('partial') } as const;
        const accountId = crypto.randomUUID();
        expect(await steps.start(stranger, lease)).toEqual({ outcome: 'nothing_to_do' });
        for (const write of [
          () => steps.heartbeat(stranger, lease),
          () => steps.saveAccount(stranger, lease, account),
          () => steps.savePage(stranger, lease, { ...page, accountId, next: null }),
          () => steps.finishCollect(stranger, lease, { ...end, error: null }),
          () => steps.saveReport(stranger, lease, said),
          () => steps.failScan(stranger, lease, { code: 'x', message: 'x' }),
        ]) {
          await expect(write()).rejects.toThrow(StepLost);
        }
      }

      async function findNothing(stranger: Principal): Promise<void> {
        const { scans, steps } = store;
        const window = { from: new Date(0), to: new Date('2027-01-01T00:00:00Z') };
        expect(await scans.find(stranger, scanId)).toBeNull();
        expect(await scans.report(stranger, scanId)).toBeNull();
        expect(await scans.latestReport(stranger)).toBeNull();
        expect(await scans.ownAccounts(stranger)).toEqual([]);
        expect(
          await steps.findAccount(stranger, 'youtube:UC-1', window.from, window.to),
        ).toBeNull();
        expect((await steps.dataset(stranger, scan, window)).accounts).toEqual([]);
        expect(await steps.findByFingerprint(stranger, said.dataset.fingerprint)).toBeNull();
      }
    });

    it('knows no user behind a subject of another tenant', async () => {
      const owner = await somebody(store);
      await expect(store.steps.userOf({ ...owner, tenantId: crypto.randomUUID() })).rejects.toThrow(
        NotFound,
      );
    });

    it('joins no snapshots to the posts of another user', async () => {
      const [owner, stranger] = [await somebody(store), await somebody(store)];
      const start = (importId: string) => ({ importId, importedAt: capturedAt });
      const first = await store.imports.begin(owner, start(crypto.randomUUID()));
      await first.addPosts([importedPost('p', 'a')]);
      await first.commit(importSummary(crypto.randomUUID()));
      const second = await store.imports.begin(stranger, start(crypto.randomUUID()));
      const snapshot = { postExternalId: 'a', capturedAt, metrics: metrics({ views: 1 }) };
      expect(await second.addSnapshots([snapshot])).toMatchObject({ unknownPostIds: ['a'] });
      await second.rollback();
    });
  });
}
