import type { Dispatch, Principal } from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  collect,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const silentMs = 60_000;
const accept = async (): Promise<void> => undefined;

/** Registers what every DispatchRepository promises. */
export function dispatchRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is a dispatch repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
      await store.dispatch.relay(10_000, accept);
    });

    const relayed = async (): Promise<Dispatch[]> => {
      const seen: Dispatch[] = [];
      const count = await store.dispatch.relay(100, async (dispatch) => {
        seen.push(dispatch);
      });
      expect(count).toBe(seen.length);
      return seen;
    };
    const silent = async (scanId: string) =>
      (await store.dispatch.silent(silentMs, 10_000)).filter((one) => one.scanId === scanId);

    it('hands on a new scan once, with its open steps in order', async () => {
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const scanId = await initiated(store, who, { traceparent });
      expect(await relayed()).toEqual([
        {
          tenantId: who.tenantId,
          subjectId: who.subjectId,
          scanId,
          generation: 0,
          traceparent,
          openSteps: ['collect-0', 'collect-1', 'analyze-scan'].map((stepKey) => ({
            stepKey,
            kind: stepKey === 'analyze-scan' ? 'analyze-scan' : 'collect-account',
            lastSignOfLife: null,
          })),
        },
      ]);
      expect(await relayed()).toEqual([]);
    });

    it('hands on no more than it is asked to', async () => {
      for (const _ of [1, 2, 3]) await initiated(store, who);
      expect(await store.dispatch.relay(2, accept)).toBe(2);
      expect(await store.dispatch.relay(2, accept)).toBe(1);
    });

    it('keeps what was refused, for later', async () => {
      const scanId = await initiated(store, who);
      const other = await initiated(store, who);
      const count = await store.dispatch.relay(10, async (dispatch) => {
        if (dispatch.scanId === scanId) throw new Error('the queue is away');
      });
      expect(count).toBe(1);
      expect(await relayed()).toEqual([]);
      expect(await store.dispatch.outboxLag()).toMatchObject({ waiting: 1 });
      await store.age(10_000);
      expect((await store.dispatch.outboxLag()).oldestSeconds).toBeGreaterThanOrEqual(10);
      expect((await relayed()).map((one) => one.scanId)).toEqual([scanId]);
      expect(await store.dispatch.outboxLag()).toMatchObject({ waiting: 0, oldestSeconds: 0 });
      expect(other).not.toBe(scanId);
    });

    it('hands each row to one of several relays', async (context) => {
      context.skip(!store.isConcurrent, 'one session: relays wait for each other');
      const ids = await Promise.all([1, 2, 3, 4, 5, 6].map(() => initiated(store, who)));
      const seen: string[] = [];
      const relay = async ({ scanId }: Dispatch) => {
        seen.push(scanId);
        await new Promise((resolve) => setTimeout(resolve, 30));
      };
      const counts = await Promise.all([1, 2, 3].map(() => store.dispatch.relay(3, relay)));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
      expect(seen.sort()).toEqual(ids.sort());
    });

    it('sends nothing for a scan that has ended meanwhile', async () => {
      const scanId = await initiated(store, who);
      const { lease } = await started(store, who, scanId, 'collect-0');
      await store.steps.failScan(who, lease, { code: 'x', message: 'x' });
      expect(await relayed()).toEqual([]);
      expect(await store.dispatch.outboxLag()).toMatchObject({ waiting: 0 });
    });

    it('calls a scan silent when nothing was heard of it for long', async () => {
      const scanId = await initiated(store, who);
      await relayed();
      await collect(store, who, scanId, 'collect-0', 'UC-1', []);
      expect(await silent(scanId)).toEqual([]);
      await store.age(silentMs + 1_000);
      const [found] = await silent(scanId);
      expect(found?.openSteps.map(({ stepKey }) => stepKey)).toEqual(['collect-1', 'analyze-scan']);
    });

    it('hears a heartbeat', async () => {
      const scanId = await initiated(store, who);
      await relayed();
      const { lease } = await started(store, who, scanId, 'collect-0');
      await store.age(silentMs + 1_000);
      await store.steps.heartbeat(who, lease);
      expect(await silent(scanId)).toEqual([]);
    });

    it('does not call silent what still waits in the outbox', async () => {
      const scanId = await initiated(store, who);
      await store.age(silentMs + 1_000);
      expect(await silent(scanId)).toEqual([]);
    });

    it('dispatches a silent scan anew, once however many ask', async () => {
      const scanId = await initiated(store, who, { kind: 'collection' });
      await relayed();
      await store.age(silentMs + 1_000);
      const [found] = await silent(scanId);
      if (found === undefined) throw new Error('is not silent');
      await Promise.all([1, 2, 3].map(() => store.dispatch.redispatch(found)));
      expect((await relayed()).map((one) => [one.scanId, one.generation])).toEqual([[scanId, 1]]);
      expect(await silent(scanId)).toEqual([]);
    });

    it('does not dispatch anew what has ended', async () => {
      const scanId = await initiated(store, who);
      const [dispatch] = await relayed();
      const { lease } = await started(store, who, scanId, 'collect-0');
      await store.steps.failScan(who, lease, { code: 'x', message: 'x' });
      await store.age(silentMs + 1_000);
      expect(await silent(scanId)).toEqual([]);
      if (dispatch !== undefined) await store.dispatch.redispatch(dispatch);
      expect(await relayed()).toEqual([]);
    });
  });
}
