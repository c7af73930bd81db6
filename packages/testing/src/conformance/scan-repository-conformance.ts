import { eventSchema, type Principal } from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newScan } from '../builders/new-scan.ts';
import { report } from '../builders/report.ts';
import {
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const hourMs = 3_600_000;
const analysisOnly = newScan().steps.slice(2);

/** Registers what every ScanRepository promises. */
export function scanRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is a scan repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
    });

    it('gives back the scan it was asked to keep', async () => {
      const planned = newScan();
      const made = await store.scans.initiate(who, planned);
      expect(made).toEqual({
        outcome: 'created',
        scan: {
          scanId: planned.scanId,
          kind: 'scan',
          state: 'queued',
          parameters: planned.parameters,
          scanTime: planned.scanTime,
          completedAt: null,
          error: null,
          steps: planned.steps.map((step) => ({
            ...step,
            state: 'pending',
            pages: 0,
            posts: 0,
            coverage: null,
            error: null,
          })),
        },
      });
      expect(await store.scans.find(who, planned.scanId)).toEqual(
        made.outcome === 'created' && made.scan,
      );
    });

    it('moves the scan time on by milliseconds until it is free', async () => {
      const times: (string | undefined)[] = [];
      for (const at of ['12:00:00.000', '12:00:00.002', '12:00:00.000', '12:00:00.000']) {
        const scanId = await initiated(store, who, { scanTime: new Date(`2026-06-01T${at}Z`) });
        times.push((await store.scans.find(who, scanId))?.scanTime.toISOString().slice(17, 23));
      }
      expect(times).toEqual(['00.000', '00.002', '00.001', '00.003']);
    });

    it('writes the started event of a scan, and none of a collection', async () => {
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const scanId = await initiated(store, who, { traceparent });
      const [event, ...more] = await store.eventsOf(scanId);
      expect(more).toEqual([]);
      expect(eventSchema.parse(event)).toMatchObject({
        type: 'viral.scraping.started',
        source: '/viral-scan',
        subject: scanId,
        time: '2026-06-01T12:00:00.000Z',
        traceparent,
        data: { scan_id: scanId },
      });
      expect(JSON.stringify(event)).not.toContain(who.userId);
      expect(await store.eventsOf(await initiated(store, who, { kind: 'collection' }))).toEqual([]);
    });

    it('creates exactly ten of twenty scans wished at once with a quota of ten', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, () => store.scans.initiate(who, newScan({ hourlyQuota: 10 }))),
      );
      const outcomes = Object.groupBy(all, ({ outcome }) => outcome);
      expect(outcomes.created?.length).toBe(10);
      expect(outcomes.quota_exceeded?.length).toBe(10);
      const times = all.flatMap((one) =>
        one.outcome === 'created' ? one.scan.scanTime.getTime() : [],
      );
      expect(new Set(times).size).toBe(10);
    });

    it('says when the oldest scan leaves the hour, and is right', async () => {
      await initiated(store, who);
      await store.age(hourMs / 4);
      await initiated(store, who);
      const refused = await store.scans.initiate(who, newScan({ hourlyQuota: 2 }));
      if (refused.outcome !== 'quota_exceeded') throw new Error('was not refused');
      expect(refused.limit).toBe(2);
      expect(refused.retryAfterMs).toBeGreaterThan(0.75 * hourMs - 60_000);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(0.75 * hourMs);
      await store.age(refused.retryAfterMs);
      await initiated(store, who, { hourlyQuota: 2 });
    });

    it('writes nothing when the quota is used up', async () => {
      await initiated(store, who);
      const idempotency = { key: 'k', requestHash: 'h' };
      const refused = newScan({ hourlyQuota: 1, idempotency });
      await store.scans.initiate(who, refused);
      expect(await store.scans.find(who, refused.scanId)).toBeNull();
      expect(await store.eventsOf(refused.scanId)).toEqual([]);
      expect(await store.scans.initiate(who, newScan({ idempotency }))).toMatchObject({
        outcome: 'created',
      });
    });

    it('counts no collections', async () => {
      await initiated(store, who, { kind: 'collection' });
      await initiated(store, who, { hourlyQuota: 1 });
    });

    it('counts each user apart', async () => {
      await initiated(store, who);
      await initiated(store, await somebody(store, who.tenantId), { hourlyQuota: 1 });
    });

    it('repeats a request with the same key without counting it', async () => {
      const first = newScan({ hourlyQuota: 2, idempotency: { key: 'k', requestHash: 'h' } });
      await store.scans.initiate(who, first);
      for (const _ of [1, 2, 3]) {
        const again = await store.scans.initiate(who, { ...first, scanId: crypto.randomUUID() });
        expect(again).toMatchObject({ outcome: 'repeated', scan: { scanId: first.scanId } });
      }
      await initiated(store, who, { hourlyQuota: 2 });
    });

    it('makes one scan of a key used several times at once', async () => {
      const idempotency = { key: 'k', requestHash: 'h' };
      const all = await Promise.all(
        Array.from({ length: 5 }, () => store.scans.initiate(who, newScan({ idempotency }))),
      );
      const ids = all.flatMap((one) => ('scan' in one ? one.scan.scanId : []));
      expect(ids.length).toBe(5);
      expect(new Set(ids).size).toBe(1);
    });

    it('refuses a key for another request', async () => {
      await initiated(store, who, { idempotency: { key: 'k', requestHash: 'h' } });
      const other = newScan({ idempotency: { key: 'k', requestHash: 'other' } });
      expect(await store.scans.initiate(who, other)).toEqual({ outcome: 'key_reused' });
      expect(await store.scans.find(who, other.scanId)).toBeNull();
    });

    it('forgets a key after 24 hours', async () => {
      await initiated(store, who, { idempotency: { key: 'k', requestHash: 'h' } });
      await store.age(24 * hourMs + 1_000);
      await initiated(store, who, { idempotency: { key: 'k', requestHash: 'other' } });
    });

    it('keeps the keys of users apart', async () => {
      const idempotency = { key: 'k', requestHash: 'h' };
      await initiated(store, who, { idempotency });
      await initiated(store, await somebody(store, who.tenantId), { idempotency });
    });

    it('answers the report with the latest scan time, also when an older one came later', async () => {
      const scans = [];
      for (const scanTime of [new Date('2026-06-02T00:00:00Z'), new Date('2026-06-01T00:00:00Z')]) {
        const scanId = await initiated(store, who, { scanTime, steps: analysisOnly });
        const { lease } = await started(store, who, scanId, 'analyze-scan');
        const said = report({ scan_id: scanId, as_of: scanTime.toISOString() });
        await store.steps.saveReport(who, lease, said);
        scans.push({ scanId, said });
      }
      expect(await store.scans.latestReport(who)).toEqual(scans[0]?.said);
      for (const { scanId, said } of scans) {
        expect(await store.scans.report(who, scanId)).toEqual(said);
      }
    });

    it('has no report of a scan that has not ended', async () => {
      expect(await store.scans.report(who, await initiated(store, who))).toBeNull();
      expect(await store.scans.latestReport(who)).toBeNull();
    });
  });
}
