import { type Dispatch, isEnded } from '@viral-scan/contracts';
import type { DispatchRepository } from '@viral-scan/scan';
import { findScan, type MemoryState, type StoredScan, writeOutbox } from './state.ts';

const firstPauseMs = 250;
const longestPauseMs = 5_000;

export function memoryDispatch(state: MemoryState): DispatchRepository {
  const waiting = () => state.outbox.filter((row) => row.event === null && !row.done);
  const taken = new Set<unknown>();

  return {
    async relay(limit, relay) {
      const rows = waiting()
        .filter((row) => row.nextAttemptMs <= state.realNowMs() && !taken.has(row))
        .slice(0, limit);
      for (const row of rows) taken.add(row);
      const relayed = await Promise.all(
        rows.map(async (row) => {
          const scan = row.scanId === null ? null : findScan(state, row, row.scanId);
          const dispatch = scan && dispatchOf(scan);
          if (scan === null || dispatch === null) {
            row.done = true;
            return 0;
          }
          try {
            await relay(dispatch);
            row.done = true;
            scan.lastSignOfLifeMs = state.realNowMs();
            return 1;
          } catch {
            const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** row.attempts);
            row.attempts += 1;
            row.nextAttemptMs = state.realNowMs() + pauseMs;
            return 0;
          } finally {
            taken.delete(row);
          }
        }),
      );
      return relayed.reduce<number>((sum, one) => sum + one, 0);
    },

    async silent(silentMs, limit) {
      const since = state.realNowMs() - silentMs;
      const dispatching = new Set(waiting().map((row) => row.scanId));
      return [...state.scans.values()]
        .filter((scan) => lastSignOfLife(scan) < since && !dispatching.has(scan.planned.scanId))
        .sort((a, b) => a.lastSignOfLifeMs - b.lastSignOfLifeMs)
        .flatMap((scan) => dispatchOf(scan) ?? [])
        .slice(0, limit);
    },

    async redispatch(dispatch) {
      const scan = findScan(state, dispatch, dispatch.scanId);
      if (scan === null || isEnded(scan.state) || scan.generation !== dispatch.generation) return;
      scan.generation += 1;
      scan.lastSignOfLifeMs = state.realNowMs();
      writeOutbox(state, scan, null);
    },

    async outboxLag() {
      const rows = waiting();
      const oldestMs = Math.min(...rows.map((row) => row.createdMs));
      return {
        waiting: rows.length,
        oldestSeconds: rows.length === 0 ? 0 : (state.realNowMs() - oldestMs) / 1_000,
      };
    },
  };
}

const lastSignOfLife = (scan: StoredScan): number =>
  Math.max(scan.lastSignOfLifeMs, ...scan.steps.map((step) => step.heartbeatMs ?? 0));

function dispatchOf(scan: StoredScan): Dispatch | null {
  const open = scan.steps.filter((step) => step.state === 'pending' || step.state === 'running');
  if (isEnded(scan.state) || open.length === 0) return null;
  return {
    tenantId: scan.tenantId,
    subjectId: scan.subjectId,
    scanId: scan.planned.scanId,
    generation: scan.generation,
    traceparent: scan.planned.traceparent,
    openSteps: open.map((step) => ({
      stepKey: step.stepKey,
      kind: step.kind,
      lastSignOfLife: step.heartbeatMs === null ? null : new Date(step.heartbeatMs),
    })),
  };
}
