import { BeingErased, type Principal, type ScrapeLimit } from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newScrape } from '../builders/new-scrape.ts';
import { asked, collectedScrape } from './scraping-room.ts';
import { type OpenStore, type StoreUnderTest, somebody } from './store-under-test.ts';

const perMinute = (requests: number): ScrapeLimit => ({ requests, windowSeconds: 60 });
const created = { outcome: 'created' };
const limited = { outcome: 'account_limited' };

/** Registers what every store promises of how often an account may be scraped. */
export function scrapeLimitConformance(name: string, open: OpenStore): void {
  describe(`${name} limits scraping by account`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
    });

    const status = (limit: ScrapeLimit, ref = 'threads:somebody') =>
      store.scrapes.limitStatus(who, ref, limit);
    /** From now until the limit says that more is free. */
    const resetsInMs = async (limit: ScrapeLimit): Promise<number> => {
      const taken = await status(limit);
      const free = await status(limit, 'threads:never-asked');
      expect(free.resetsInMs).toBe(limit.windowSeconds * 1_000);
      const apartMs = free.resetsAt.getTime() - taken.resetsAt.getTime();
      // But for the time between the two looks.
      expect(Math.abs(free.resetsInMs - taken.resetsInMs - apartMs)).toBeLessThan(5_000);
      return taken.resetsInMs;
    };

    it('takes on as many as fit into the window, and then says when to come back', async () => {
      for (let n = 0; n < 2; n += 1)
        expect(await asked(store, who, perMinute(2))).toMatchObject(created);
      await store.age(20_000);
      const refusal = await asked(store, who, perMinute(2));
      expect(refusal).toMatchObject({ ...limited, limit: perMinute(2) });
      if (refusal.outcome !== 'account_limited') throw new Error('was not limited');
      expect(refusal.retryAfterMs).toBeGreaterThan(35_000);
      expect(refusal.retryAfterMs).toBeLessThanOrEqual(40_000);
      await store.age(refusal.retryAfterMs + 1);
      expect(await asked(store, who, perMinute(2))).toMatchObject(created);
    });

    it('slides: a place is free again a window after it was taken', async () => {
      await asked(store, who, perMinute(2));
      await store.age(40_000);
      await asked(store, who, perMinute(2));
      await store.age(20_001);
      expect(await asked(store, who, perMinute(2))).toMatchObject(created);
      expect(await asked(store, who, perMinute(2))).toMatchObject(limited);
    });

    it('writes no task of what it refuses, and a refusal takes no place', async () => {
      await asked(store, who, perMinute(1));
      await store.age(30_000);
      const planned = newScrape({
        known: { accountLimit: { accountRef: 'threads:somebody', limit: perMinute(1) } },
      });
      for (let n = 0; n < 3; n += 1) {
        expect(await store.scans.initiate(who, planned)).toMatchObject(limited);
      }
      expect(await store.scans.find(who, planned.scanId)).toBeNull();
      expect(await store.eventsOf(planned.scanId)).toEqual([]);
      await store.age(30_001);
      expect(await store.scans.initiate(who, planned)).toMatchObject(created);
    });

    it('counts each account and each user by itself', async () => {
      await asked(store, who, perMinute(1));
      expect(await asked(store, who, perMinute(1), 'threads:another')).toMatchObject(created);
      const other = await somebody(store, who.tenantId);
      expect(await asked(store, other, perMinute(1))).toMatchObject(created);
    });

    it('counts an account under all names that it is known by', async () => {
      await asked(store, who, perMinute(1), 'threads:some.body');
      expect(await asked(store, who, perMinute(1), 'threads:1789')).toMatchObject(created);
      await collectedScrape(store, who);
      for (const ref of ['threads:1789', 'threads:some.body', 'threads:@Some.Body']) {
        expect(await asked(store, who, perMinute(2), ref)).toMatchObject(limited);
        expect(await status(perMinute(3), ref)).toMatchObject({ remaining: 1 });
      }
    });

    it('answers a repeated call as before, whatever the limit', async () => {
      const planned = newScrape({
        known: {
          accountLimit: { accountRef: 'threads:somebody', limit: perMinute(1) },
          idempotency: { key: 'k', requestHash: 'h' },
        },
      });
      expect(await store.scans.initiate(who, planned)).toMatchObject(created);
      const again = { ...planned, scanId: crypto.randomUUID() };
      expect(await store.scans.initiate(who, again)).toMatchObject({
        outcome: 'repeated',
        scan: { scanId: planned.scanId },
      });
      expect(await status(perMinute(2))).toMatchObject({ remaining: 1 });
    });

    it('refuses all where none is allowed', async () => {
      expect(await asked(store, who, perMinute(0))).toEqual({
        ...limited,
        limit: perMinute(0),
        retryAfterMs: 60_000,
      });
      expect(await status(perMinute(0))).toMatchObject({ limit: perMinute(0), remaining: 0 });
    });

    it('goes by the limit of the tenant from the moment it is set, until it is taken back', async () => {
      expect(await store.scrapeLimits.limitOf(who.tenantId)).toBeNull();
      await asked(store, who, perMinute(1));
      expect(await asked(store, who, perMinute(1))).toMatchObject(limited);
      await store.scrapeLimits.setLimit(who.tenantId, perMinute(2));
      expect(await asked(store, who, perMinute(1))).toMatchObject(created);
      const mine = { requests: 1, windowSeconds: 90 };
      await store.scrapeLimits.setLimit(who.tenantId, mine);
      expect(await store.scrapeLimits.limitOf(who.tenantId)).toEqual(mine);
      expect(await status(perMinute(5))).toMatchObject({ limit: mine, remaining: 0 });
      expect(await asked(store, who, perMinute(5))).toMatchObject({ ...limited, limit: mine });
      const stranger = await somebody(store);
      expect(await store.scrapes.limitStatus(stranger, 'threads:x', perMinute(5))).toMatchObject({
        limit: perMinute(5),
      });
      await store.scrapeLimits.setLimit(who.tenantId, null);
      expect(await asked(store, who, perMinute(5))).toMatchObject(created);
    });

    it('remembers enough for a window that is made longer, and forgets for a shorter one', async () => {
      await asked(store, who, perMinute(1));
      await store.age(300_000);
      await asked(store, who, perMinute(1));
      const hourly = { requests: 2, windowSeconds: 3_600 };
      expect(await asked(store, who, hourly)).toMatchObject(limited);
      await store.age(11_000);
      expect(await asked(store, who, { requests: 1, windowSeconds: 10 })).toMatchObject(created);
      expect(await asked(store, who, { ...hourly, requests: 4 })).toMatchObject(created);
    });

    it('tells what remains, and when more is free', async () => {
      expect(await status(perMinute(3))).toMatchObject({ limit: perMinute(3), remaining: 3 });
      expect(await resetsInMs(perMinute(3))).toBeCloseTo(60_000, -3);
      await asked(store, who, perMinute(3));
      await store.age(10_000);
      await asked(store, who, perMinute(3));
      expect(await status(perMinute(3))).toMatchObject({ remaining: 1 });
      expect(Math.abs((await resetsInMs(perMinute(3))) - 50_000)).toBeLessThan(5_000);
      // With fewer allowed than were taken, only the last one to leave makes room.
      expect(await status(perMinute(1))).toMatchObject({ remaining: 0 });
      expect(Math.abs((await resetsInMs(perMinute(1))) - 60_000)).toBeLessThan(5_000);
    });

    it('tells how many accounts were scraped, how many calls refused, and until when', async () => {
      const limit = perMinute(1);
      const totals = () => store.scrapes.limitTotals(who, limit);
      expect(await totals()).toEqual({ active: 0, violations: 0, resetsAt: null });
      await asked(store, who, limit, 'threads:one');
      await store.age(30_000);
      for (let n = 0; n < 3; n += 1) await asked(store, who, limit, 'threads:two');
      const two = await status(limit, 'threads:two');
      expect(await totals()).toEqual({ active: 2, violations: 2, resetsAt: two.resetsAt });
      await store.age(31_000);
      expect(await totals()).toMatchObject({ active: 1, violations: 2 });
    });

    it('takes no place of somebody who is being erased', async () => {
      await store.erasures.begin(who, {
        code: crypto.randomUUID(),
        origin: 'request',
        account: null,
        requestedAt: new Date(),
      });
      for (const requests of [0, 1]) {
        await expect(asked(store, who, perMinute(requests))).rejects.toThrow(BeingErased);
      }
    });
  });
}
