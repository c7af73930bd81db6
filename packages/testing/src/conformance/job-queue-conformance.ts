import { randomUUID } from 'node:crypto';
import { type JobName, jobId, type PlannedJob } from '@viral-scan/contracts';
import type { JobQueue } from '@viral-scan/scan';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

export interface QueueUnderTest {
  readonly queue: JobQueue;
  /**
   * Takes the next runnable job of this name, calls `during` while it is active, and ends it:
   * `failed` is for good, no attempt is left. Answers its id; null when none can run now.
   */
  runNext(
    name: JobName,
    run: { readonly outcome: 'completed' | 'failed'; during?(): Promise<void> },
  ): Promise<string | null>;
  close(): Promise<void>;
}

const job = (
  name: JobName,
  scanId: string,
  stepKey: string,
  children: readonly PlannedJob[] = [],
): PlannedJob => ({
  name,
  id: jobId(scanId, stepKey, 0),
  payload: {
    tenantId: randomUUID(),
    subjectId: randomUUID(),
    scanId,
    stepKey,
    traceparent: null,
  },
  children,
});

/** Registers what every JobQueue promises; `open` gives an empty one. */
export function jobQueueConformance(name: string, open: () => Promise<QueueUnderTest>): void {
  describe(`${name} is a job queue`, () => {
    let under: QueueUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    it('knows nothing of a job that was never added', async () => {
      expect(
        await under.queue.presence('collect-account', jobId(randomUUID(), 'collect-0', 0)),
      ).toBe('missing');
    });

    it('lets an added job wait until somebody takes it', async () => {
      const collect = job('collect-account', randomUUID(), 'collect-0');
      await under.queue.enqueue(collect);
      expect(await under.queue.presence('collect-account', collect.id)).toBe('waiting');
      let during = '';
      const ran = await under.runNext('collect-account', {
        outcome: 'completed',
        during: async () => {
          during = await under.queue.presence('collect-account', collect.id);
        },
      });
      expect(ran).toBe(collect.id);
      expect(during).toBe('active');
    });

    it.each(['completed', 'failed'] as const)('has no %s job left to run', async (outcome) => {
      const collect = job('collect-account', randomUUID(), 'collect-0');
      await under.queue.enqueue(collect);
      await under.runNext('collect-account', { outcome });
      expect(['ended', 'missing']).toContain(
        await under.queue.presence('collect-account', collect.id),
      );
      expect(await under.runNext('collect-account', { outcome })).toBeNull();
    });

    it('adds an id once, also when added by several at a time', async () => {
      const collect = job('collect-account', randomUUID(), 'collect-0');
      await Promise.all([1, 2, 3].map(() => under.queue.enqueue(collect)));
      await under.queue.enqueue(collect);
      expect(await under.runNext('collect-account', { outcome: 'completed' })).toBe(collect.id);
      expect(await under.runNext('collect-account', { outcome: 'completed' })).toBeNull();
    });

    it('keeps the queues of the two job names apart', async () => {
      const analyze = job('analyze-scan', randomUUID(), 'analyze-scan');
      await under.queue.enqueue(analyze);
      expect(await under.runNext('collect-account', { outcome: 'completed' })).toBeNull();
      expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBe(analyze.id);
    });

    it('runs a parent only when all its children have ended, well or badly', async () => {
      const scanId = randomUUID();
      const children = ['collect-0', 'collect-1'].map((key) => job('collect-account', scanId, key));
      const parent = job('analyze-scan', scanId, 'analyze-scan', children);
      await under.queue.enqueue(parent);
      expect(await under.queue.presence('analyze-scan', parent.id)).toBe('waiting');
      expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBeNull();

      const first = await under.runNext('collect-account', { outcome: 'failed' });
      expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBeNull();
      const second = await under.runNext('collect-account', { outcome: 'completed' });
      expect([first, second].sort()).toEqual(children.map(({ id }) => id).sort());
      expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBe(parent.id);
    });

    it('adds a whole family once', async () => {
      const scanId = randomUUID();
      const child = job('collect-account', scanId, 'collect-0');
      const parent = job('analyze-scan', scanId, 'analyze-scan', [child]);
      await under.queue.enqueue(parent);
      await under.queue.enqueue(parent);
      expect(await under.runNext('collect-account', { outcome: 'completed' })).toBe(child.id);
      expect(await under.runNext('collect-account', { outcome: 'completed' })).toBeNull();
      expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBe(parent.id);
      expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBeNull();
    });
  });
}
