import type { Dispatch } from '@viral-scan/contracts';
import { plannedJobs, reconcile, relayOutbox } from '@viral-scan/scan';
import { type InMemoryQueue, inMemoryQueue } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ScanRoom, scanRoom } from './scan-room.ts';

const silentMs = 10_000;

let realMs: number;
let room: ScanRoom;
let queue: InMemoryQueue;
beforeEach(async () => {
  realMs = 1_000_000;
  room = await scanRoom(() => realMs);
  queue = inMemoryQueue();
});

const deps = () => ({ dispatch: room.store.dispatch, queue });
const relay = () => relayOutbox(deps(), 100);
const revive = () => reconcile(deps(), silentMs, 100);
const generation = (scanId: string) => room.store.state.scans.get(scanId)?.generation;
const allSteps = ['collect-0', 'collect-1', 'analyze-scan'] as const;
const nameOf = (stepKey: string) =>
  stepKey === 'analyze-scan' ? ('analyze-scan' as const) : ('collect-account' as const);
const presences = (scanId: string, at = 0) =>
  Promise.all(allSteps.map((key) => queue.presence(nameOf(key), `${scanId}-${key}-g${at}`)));

/** Relayed, and then silent for longer than allowed. */
async function silentScan(): Promise<string> {
  const scanId = await room.initiated();
  await relay();
  realMs += silentMs + 1;
  return scanId;
}

describe('the jobs of a dispatch', () => {
  const step = (stepKey: string) => ({ stepKey, kind: nameOf(stepKey), lastSignOfLife: null });
  const dispatch: Dispatch = {
    tenantId: 'tenant',
    subjectId: 'subject',
    scanId: 'scan',
    generation: 2,
    traceparent: 'trace',
    openSteps: allSteps.map(step),
  };
  const job = (stepKey: string) => ({
    name: nameOf(stepKey),
    id: `scan-${stepKey}-g2`,
    payload: {
      tenantId: 'tenant',
      subjectId: 'subject',
      scanId: 'scan',
      stepKey,
      traceparent: 'trace',
    },
    children: [],
  });

  it('of a scan are one flow, the analysis above its accounts', () => {
    expect(plannedJobs(dispatch)).toEqual([
      { ...job('analyze-scan'), children: [job('collect-0'), job('collect-1')] },
    ]);
  });

  it('are the open steps only', () => {
    expect(
      plannedJobs({ ...dispatch, openSteps: [step('collect-1'), step('analyze-scan')] }),
    ).toEqual([{ ...job('analyze-scan'), children: [job('collect-1')] }]);
    expect(plannedJobs({ ...dispatch, openSteps: [step('analyze-scan')] })).toEqual([
      job('analyze-scan'),
    ]);
  });

  it('of a collection stand on their own', () => {
    expect(plannedJobs({ ...dispatch, openSteps: [step('collect-0'), step('collect-1')] })).toEqual(
      [job('collect-0'), job('collect-1')],
    );
  });

  it('have ids without the separator of the queue', () => {
    for (const { id, children } of plannedJobs(dispatch)) {
      for (const one of [id, ...children.map((child) => child.id)]) expect(one).not.toContain(':');
    }
  });
});

describe('relaying the outbox', () => {
  it('puts the jobs of new scans on the queue, once', async () => {
    const first = await room.initiated();
    const second = await room.initiated();
    expect(await relay()).toBe(2);
    expect(await presences(first)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await presences(second)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await relay()).toBe(0);
  });

  it('takes no more rows than it may', async () => {
    for (let scan = 0; scan < 3; scan += 1) await room.initiated();
    expect(await relayOutbox(deps(), 2)).toBe(2);
    expect(await relayOutbox(deps(), 2)).toBe(1);
  });

  it('leaves what the queue did not take for later', async () => {
    const scanId = await room.initiated();
    queue.away = new Error('Redis is away');
    expect(await relay()).toBe(0);
    queue.away = null;
    expect(await presences(scanId)).toEqual(['missing', 'missing', 'missing']);
    realMs += 60_000;
    expect(await relay()).toBe(1);
    expect(await presences(scanId)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('is not held up by a scan that the queue refuses', async () => {
    const refused = await room.initiated();
    const taken = await room.initiated();
    const { enqueue } = queue;
    queue.enqueue = async (job) => {
      if (job.payload.scanId === refused) throw new Error('refused');
      await enqueue.call(queue, job);
    };
    expect(await relay()).toBe(1);
    expect(await presences(taken)).toEqual(['waiting', 'waiting', 'waiting']);
  });
});

describe('reconciling', () => {
  it('revives a silent scan whose jobs are gone, under the next generation', async () => {
    const scanId = await silentScan();
    queue.wipe();
    expect(await revive()).toEqual([scanId]);
    expect(generation(scanId)).toBe(1);
    await relay();
    expect(await presences(scanId, 1)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('revives a scan of which one open step has ended in the queue', async () => {
    const scanId = await silentScan();
    await queue.runNext('collect-account');
    expect(await presences(scanId)).toEqual(['ended', 'waiting', 'waiting']);
    expect(await revive()).toEqual([scanId]);
  });

  it('does not touch a scan whose steps wait, however long', async () => {
    const scanId = await silentScan();
    realMs += 3_600_000;
    expect(await revive()).toEqual([]);
    expect(generation(scanId)).toBe(0);
  });

  it('does not touch a scan with a step at work and the rest waiting', async () => {
    const scanId = await silentScan();
    await queue.runNext('collect-account', async () => {
      expect(await presences(scanId)).toEqual(['active', 'waiting', 'waiting']);
      expect(await revive()).toEqual([]);
    });
    expect(generation(scanId)).toBe(0);
  });

  it('does not touch a scan that gave a sign of life', async () => {
    const scanId = await silentScan();
    queue.wipe();
    const start = await room.store.steps.start(room.who, { scanId, stepKey: 'collect-0' });
    if (start.outcome !== 'started') throw new Error('did not start');
    realMs += silentMs - 1;
    await room.store.steps.heartbeat(room.who, start.lease);
    realMs += silentMs - 1;
    expect(await revive()).toEqual([]);
    realMs += 2;
    expect(await revive()).toEqual([scanId]);
  });

  it('leaves a scan that waits in the outbox to the relay', async () => {
    await room.initiated();
    realMs += silentMs + 1;
    expect(await revive()).toEqual([]);
  });

  it('revives a scan once, and again only after another silence', async () => {
    const scanId = await silentScan();
    queue.wipe();
    expect(await revive()).toEqual([scanId]);
    expect(await revive()).toEqual([]);
    await relay();
    queue.wipe();
    realMs += silentMs + 1;
    expect(await revive()).toEqual([scanId]);
    expect(generation(scanId)).toBe(2);
  });

  it('looks after no scan that has ended', async () => {
    const scanId = await room.initiated({
      steps: [{ stepKey: 'analyze-scan', kind: 'analyze-scan', accountRef: null, role: null }],
    });
    const start = await room.store.steps.start(room.who, { scanId, stepKey: 'analyze-scan' });
    if (start.outcome !== 'started') throw new Error('did not start');
    await room.store.steps.failScan(room.who, start.lease, { code: 'a_test', message: 'a test' });
    await relay();
    realMs += silentMs + 1;
    expect(await revive()).toEqual([]);
  });

  it('revives nothing while the queue cannot be asked', async () => {
    const scanId = await silentScan();
    queue.away = new Error('Redis is away');
    await expect(revive()).rejects.toThrow('Redis is away');
    expect(generation(scanId)).toBe(0);
  });
});
