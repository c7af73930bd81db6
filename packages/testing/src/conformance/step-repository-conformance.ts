import { type Principal, StepLost } from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newScan } from '../builders/new-scan.ts';
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

const cursorPage = { source: 'youtube-data-api', access: 'public', capturedAt } as const;
const window = { from: new Date('2026-05-01T00:00:00Z'), to: capturedAt };

/** Registers what every StepRepository promises of leases, progress and ends. */
export function stepRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is a step repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    let scanId: string;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
      scanId = await initiated(store, who);
    });

    const begin = async (stepKey = 'collect-0') => {
      const { lease } = await started(store, who, scanId, stepKey);
      const checkpoint = await store.steps.saveAccount(who, lease, {
        profile: profile(),
        access: 'public',
        capturedAt,
        cursor: 'page-1',
      });
      return { lease, checkpoint, accountId: checkpoint.accountId };
    };

    it('starts a step and says what it is', async () => {
      const start = await started(store, who, scanId, 'collect-0');
      expect(start).toMatchObject({
        checkpoint: null,
        starts: 1,
        step: { stepKey: 'collect-0', role: 'own', state: 'running' },
        scan: { scanId, state: 'running' },
      });
      expect((await store.scans.find(who, scanId))?.state).toBe('running');
    });

    it('has nothing to do for an unknown scan or step', async () => {
      const nothing = { outcome: 'nothing_to_do' };
      const stranger = { scanId: crypto.randomUUID(), stepKey: 'collect-0' };
      expect(await store.steps.start(who, stranger)).toEqual(nothing);
      expect(await store.steps.start(who, { scanId, stepKey: 'collect-9' })).toEqual(nothing);
    });

    it('takes a step away from the worker that held it', async () => {
      const { lease, accountId } = await begin();
      const taken = await started(store, who, scanId, 'collect-0');
      expect(taken.starts).toBe(2);
      const before = await store.scans.find(who, scanId);
      const page = { ...cursorPage, accountId, posts: [], next: null };
      const end = { accountId, coverage: coverage('complete'), error: null } as const;
      const account = { profile: profile(), access: 'public', capturedAt, cursor: 'x' } as const;
      for (const write of [
        () => store.steps.heartbeat(who, lease),
        () => store.steps.saveAccount(who, lease, account),
        () => store.steps.savePage(who, lease, page),
        () => store.steps.finishCollect(who, lease, { state: 'completed', ...end }),
        () => store.steps.failScan(who, lease, { code: 'x', message: 'x' }),
        () => store.steps.saveReport(who, lease, report({ scan_id: scanId })),
      ]) {
        await expect(write()).rejects.toThrow(StepLost);
      }
      expect(await store.scans.find(who, scanId)).toEqual(before);
      await store.steps.heartbeat(who, taken.lease);
    });

    it('writes nothing of a page when the step is lost', async () => {
      const { lease, accountId } = await begin();
      await started(store, who, scanId, 'collect-0');
      const posts = [collected('a', '2026-05-20T08:00:00Z', metrics({ views: 1 }))];
      const page = { ...cursorPage, accountId, posts, next: null };
      await expect(store.steps.savePage(who, lease, page)).rejects.toThrow(StepLost);
      const ref = 'youtube:UC0000000000000000000001';
      expect(await store.steps.findAccount(who, ref, window.from, window.to)).toMatchObject({
        posts: 0,
      });
    });

    it('goes on at the checkpoint of the last page', async () => {
      const { lease, checkpoint, accountId } = await begin();
      expect(checkpoint).toEqual({ accountId, cursor: 'page-1', postsWithoutMetrics: 0 });
      const next = { accountId, cursor: 'page-2', postsWithoutMetrics: 1 };
      const posts = ['a', 'b'].map((id) => collected(id, '2026-05-20T08:00:00Z', metrics()));
      await store.steps.savePage(who, lease, { ...cursorPage, accountId, posts, next });
      const again = await started(store, who, scanId, 'collect-0');
      expect(again.checkpoint).toEqual(next);
      expect(again.step).toMatchObject({ pages: 1, posts: 2 });
    });

    it('counts from nothing when the listing begins anew', async () => {
      const { lease, accountId } = await begin();
      const posts = [collected('a', '2026-05-20T08:00:00Z', metrics({ views: 1 }))];
      await store.steps.savePage(who, lease, { ...cursorPage, accountId, posts, next: null });
      const again = await started(store, who, scanId, 'collect-0');
      expect(again.checkpoint).toBeNull();
      expect(again.step).toMatchObject({ pages: 0, posts: 0 });
    });

    it('counts the posts of a page that were published after a given moment', async () => {
      const { lease, accountId } = await begin();
      const posts = [
        collected('early', '2026-05-20T08:00:00Z', metrics()),
        collected('late', '2026-05-20T08:00:00.001Z', metrics()),
      ];
      const countedFrom = new Date('2026-05-20T08:00:00Z');
      const page = { ...cursorPage, accountId, posts, countedFrom, next: null };
      await store.steps.savePage(who, lease, page);
      expect((await store.scans.find(who, scanId))?.steps[0]).toMatchObject({ pages: 1, posts: 1 });
    });

    it('does not start the analysis before all accounts have ended', async () => {
      const analysis = { scanId, stepKey: 'analyze-scan' };
      await collect(store, who, scanId, 'collect-0', 'UC0000000000000000000001', []);
      expect(await store.steps.start(who, analysis)).toEqual({ outcome: 'nothing_to_do' });
      await collect(store, who, scanId, 'collect-1', 'UC0000000000000000000002', []);
      expect((await store.steps.start(who, analysis)).outcome).toBe('started');
    });

    it('has nothing to do for a step that has ended', async () => {
      await collect(store, who, scanId, 'collect-0', 'UC0000000000000000000001', []);
      expect(await store.steps.start(who, { scanId, stepKey: 'collect-0' })).toEqual({
        outcome: 'nothing_to_do',
      });
    });

    it('keeps coverage and error of a step that ended badly, and the scan runs on', async () => {
      const { lease } = await started(store, who, scanId, 'collect-0');
      const error = { code: 'account_not_found', message: 'gone' };
      const unavailable = coverage('unavailable');
      await store.steps.finishCollect(who, lease, {
        state: 'failed',
        accountId: null,
        coverage: unavailable,
        error,
      });
      const scan = await store.scans.find(who, scanId);
      expect(scan?.state).toBe('running');
      expect(scan?.steps[0]).toMatchObject({ state: 'failed', coverage: unavailable, error });
    });

    it('ends a scan with its report and two events', async () => {
      const { accountId } = await collect(store, who, scanId, 'collect-0', 'UC-1', []);
      expect(accountId).toBeTruthy();
      await collect(store, who, scanId, 'collect-1', 'UC-2', []);
      const { lease } = await started(store, who, scanId, 'analyze-scan');
      const said = report({
        scan_id: scanId,
        status: 'partial',
        completed_at: '2026-06-01T12:00:09.000Z',
      });
      await store.steps.saveReport(who, lease, said);
      const scan = await store.scans.find(who, scanId);
      expect(scan).toMatchObject({
        state: 'partial',
        completedAt: new Date('2026-06-01T12:00:09.000Z'),
      });
      expect(scan?.steps[2]?.state).toBe('completed');
      expect((await store.eventsOf(scanId)).map(({ type }) => type)).toEqual([
        'viral.scraping.started',
        'viral.content.discovered',
        'viral.scraping.completed',
      ]);
      await expect(store.steps.saveReport(who, lease, said)).rejects.toThrow(StepLost);
    });

    it('keeps a report as it is, whatever its texts hold', async () => {
      const alone = await initiated(store, who, { steps: newScan().steps.slice(2) });
      const { lease } = await started(store, who, alone, 'analyze-scan');
      const said = report({
        scan_id: alone,
        content_effects: [
          {
            account_id: 'youtube:UC0000000000000000000001',
            kind: 'sound',
            value: 'a "quoted" \\ line\nand 🎉 ünïcode',
            posts: 2 ** 53 - 1,
            lift_pct: 1e-9,
            ci_95: [-0.1, 1e21],
            p_value: 5e-324,
            q_value: 0.1 + 0.2,
            confidence: 'low',
          },
        ],
      });
      await store.steps.saveReport(who, lease, said);
      expect(await store.scans.report(who, alone)).toEqual(said);
    });

    it('finds the first report with a fingerprint', async () => {
      const steps = newScan().steps.slice(2);
      const ids: string[] = [];
      for (const day of [2, 3]) {
        const id = await initiated(store, who, {
          steps,
          scanTime: new Date(Date.UTC(2026, 6, day)),
        });
        const { lease } = await started(store, who, id, 'analyze-scan');
        await store.steps.saveReport(who, lease, report({ scan_id: id }));
        ids.push(id);
      }
      const { fingerprint } = report().dataset;
      expect((await store.steps.findByFingerprint(who, fingerprint))?.scan_id).toBe(ids[0]);
      expect(await store.steps.findByFingerprint(who, 'another')).toBeNull();
    });

    it('ends a scan without a report', async () => {
      const { lease } = await started(store, who, scanId, 'collect-0');
      const error = { code: 'nothing_collected', message: 'no account could be read' };
      await store.steps.failScan(who, lease, error);
      const scan = await store.scans.find(who, scanId);
      expect(scan).toMatchObject({ state: 'failed', error, completedAt: expect.any(Date) });
      expect(await store.scans.report(who, scanId)).toBeNull();
      expect(await store.steps.start(who, { scanId, stepKey: 'collect-1' })).toEqual({
        outcome: 'nothing_to_do',
      });
    });

    it('never ends a scan or collection before its own time', async () => {
      const scanTime = new Date(Date.UTC(2999, 0, 1));
      const late = await initiated(store, who, { scanTime });
      const { lease } = await started(store, who, late, 'collect-0');
      await store.steps.failScan(who, lease, { code: 'x', message: 'x' });
      expect((await store.scans.find(who, late))?.completedAt).toEqual(scanTime);

      const [step] = newScan().steps;
      const collection = await initiated(store, who, {
        kind: 'collection',
        scanTime: new Date(Date.UTC(2999, 0, 2)),
        steps: step === undefined ? [] : [step],
      });
      const begun = await started(store, who, collection, 'collect-0');
      await store.steps.finishCollect(who, begun.lease, {
        state: 'completed',
        accountId: null,
        coverage: coverage('complete'),
        error: null,
      });
      const ended = await store.scans.find(who, collection);
      expect(ended?.completedAt).toEqual(new Date(Date.UTC(2999, 0, 2)));
    });

    it.each([
      ['completed', ['complete', 'complete']],
      ['partial', ['complete', 'unavailable']],
      ['partial', ['partial', 'partial']],
      ['failed', ['unavailable', 'unavailable']],
    ] as const)('ends a collection %s when its accounts were %s', async (state, statuses) => {
      const collection = await initiated(store, who, {
        kind: 'collection',
        steps: newScan().steps.slice(0, 2),
      });
      for (const [index, status] of statuses.entries()) {
        expect((await store.scans.find(who, collection))?.completedAt).toBeNull();
        const { lease } = await started(store, who, collection, `collect-${index}`);
        await store.steps.finishCollect(who, lease, {
          state: status === 'unavailable' ? 'failed' : 'completed',
          accountId: null,
          coverage: coverage(status),
          error: status === 'unavailable' ? { code: 'gone', message: `${index}` } : null,
        });
      }
      expect(await store.scans.find(who, collection)).toMatchObject({
        state,
        completedAt: expect.any(Date),
        error: state === 'failed' ? { code: 'gone', message: '0' } : null,
      });
    });

    it('knows the user behind the subject', async () => {
      expect(await store.steps.userOf(who)).toBe(who.userId);
    });

    it('remembers the accounts that were scanned as own', async () => {
      expect(await store.scans.ownAccounts(who)).toEqual([]);
      await collect(store, who, scanId, 'collect-1', 'UC0000000000000000000002', []);
      await collect(store, who, scanId, 'collect-0', 'UC0000000000000000000001', []);
      expect(await store.scans.ownAccounts(who)).toEqual(['youtube:UC0000000000000000000001']);
    });
  });
}
