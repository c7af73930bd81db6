import {
  accountRef,
  type Initiated,
  type NewScan,
  type Principal,
  type SubjectKey,
  startedData,
} from '@viral-scan/contracts';
import type { ScanRepository } from '@viral-scan/scan';
import { holdSubject } from './erasures.ts';
import { takePlace } from './scrape-limits.ts';
import {
  findScan,
  isOf,
  keyOf,
  type MemoryState,
  recordOf,
  type StoredScan,
  writeOutbox,
} from './state.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export function memoryScans(state: MemoryState): ScanRepository {
  return {
    async initiate(principal, planned): Promise<Initiated> {
      const nowMs = state.realNowMs();
      const { idempotency, hourlyQuota } = planned;
      const key = keyOf(principal.tenantId, principal.subjectId, idempotency?.key ?? '');
      const earlier = idempotency === null ? undefined : state.idempotency.get(key);
      if (earlier !== undefined && earlier.atMs > nowMs - dayMs) {
        const scan = findScan(state, principal, earlier.scanId);
        if (scan === null || earlier.requestHash !== idempotency?.requestHash) {
          return { outcome: 'key_reused' };
        }
        return { outcome: 'repeated', scan: recordOf(scan) };
      }
      if (hourlyQuota !== null) {
        const retryAfterMs = untilQuotaIsFree(state, principal, hourlyQuota, nowMs);
        if (retryAfterMs !== null) {
          return { outcome: 'quota_exceeded', limit: hourlyQuota, retryAfterMs };
        }
      }
      if (planned.accountLimit !== undefined) {
        holdSubject(state, principal, refsOf(planned));
        const refusal = takePlace(state, principal, planned.accountLimit);
        if (refusal !== null) return { outcome: 'account_limited', ...refusal };
      }
      const scan = insertScan(state, principal, planned, nowMs);
      if (idempotency !== null) {
        const { requestHash } = idempotency;
        state.idempotency.set(key, { requestHash, scanId: planned.scanId, atMs: nowMs });
      }
      writeOutbox(state, scan, null);
      if (planned.kind !== 'collection') {
        writeOutbox(state, scan, {
          type: 'viral.scraping.started',
          time: scan.scanTime,
          data: startedData(planned),
        });
      }
      return { outcome: 'created', scan: recordOf(scan) };
    },

    async find(principal, scanId) {
      const scan = findScan(state, principal, scanId);
      return scan && recordOf(scan);
    },

    async report(principal, scanId) {
      const found = state.results.find((row) => isOf(principal, row) && row.scanId === scanId);
      return structuredClone(found?.report ?? null);
    },

    async latestReport(principal) {
      const rows = state.results.filter((row) => isOf(principal, row));
      rows.sort((a, b) => b.scanTime.getTime() - a.scanTime.getTime());
      return structuredClone(rows[0]?.report ?? null);
    },

    async ownAccounts(principal) {
      return [...state.series.accounts.values()]
        .filter((row) => isOf(principal, row) && row.seenAsOwn)
        .map(({ profile }) => accountRef(profile.platform, profile.externalId))
        .sort();
    },
  };
}

const refsOf = (planned: NewScan): readonly string[] =>
  planned.steps.flatMap((step) => step.accountRef ?? []);

function untilQuotaIsFree(
  state: MemoryState,
  principal: Principal,
  quota: number,
  nowMs: number,
): number | null {
  if (quota < 1) return hourMs;
  const latestFirst = [...state.scans.values()]
    .filter((scan) => isOf(principal, scan) && scan.planned.kind === 'scan')
    .map((scan) => scan.requestedMs)
    .filter((atMs) => atMs > nowMs - hourMs)
    .sort((a, b) => b - a);
  const leavesNext = latestFirst[quota - 1];
  return leavesNext === undefined ? null : Math.max(1, leavesNext + hourMs - nowMs);
}

export function insertScan(
  state: MemoryState,
  principal: SubjectKey,
  planned: NewScan,
  nowMs: number,
): StoredScan {
  holdSubject(state, principal, refsOf(planned));
  const taken = new Set(
    [...state.scans.values()]
      .filter((scan) => isOf(principal, scan))
      .map((scan) => scan.scanTime.getTime()),
  );
  let timeMs = planned.scanTime.getTime();
  while (taken.has(timeMs)) timeMs += 1;
  const scan: StoredScan = {
    tenantId: principal.tenantId,
    subjectId: principal.subjectId,
    planned: structuredClone(planned),
    scanTime: new Date(timeMs),
    requestedMs: nowMs,
    state: 'queued',
    completedAt: null,
    error: null,
    generation: 0,
    lastSignOfLifeMs: nowMs,
    steps: planned.steps.map((step) => ({
      ...step,
      state: 'pending',
      pages: 0,
      posts: 0,
      coverage: null,
      error: null,
      fence: 0,
      starts: 0,
      checkpoint: null,
      accountId: null,
      heartbeatMs: null,
      progressedMs: null,
    })),
  };
  state.scans.set(planned.scanId, scan);
  return scan;
}
