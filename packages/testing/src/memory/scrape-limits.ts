import {
  type AccountRef,
  type NewScan,
  type ScrapeLimit,
  type ScrapeLimitStatus,
  type ScrapeLimitTotals,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { ScrapeLimitSettings } from '@viral-scan/scan';
import { isOf, keyOf, type MemoryState, type StoredLimit } from './state.ts';

const keptBeyondWindow = 100;

/** Without what tells spellings of one account apart. */
export const plain = (name: string): string => name.replaceAll(':@', ':').toLowerCase();

export function memoryScrapeLimits(state: MemoryState): ScrapeLimitSettings {
  return {
    async setLimit(tenantId, limit) {
      if (limit === null) state.scraping.settings.delete(tenantId);
      else state.scraping.settings.set(tenantId, { ...limit });
    },
    limitOf: async (tenantId) => state.scraping.settings.get(tenantId) ?? null,
  };
}

/** Null: there was a place, and it is taken. */
export function takePlace(
  state: MemoryState,
  subject: SubjectKey,
  { accountRef, limit }: NonNullable<NewScan['accountLimit']>,
): { readonly limit: ScrapeLimit; readonly retryAfterMs: number } | null {
  const nowMs = state.realNowMs();
  const inForce = limitInForce(state, subject, limit);
  const windowMs = inForce.windowSeconds * 1_000;
  const latestFirst = takenMs(state, subject, accountRef, windowMs);
  const isFree = latestFirst.length < inForce.requests;
  const { tenantId, subjectId } = subject;
  const key = keyOf(tenantId, subjectId, accountRef);
  const row = state.scraping.limits.get(key) ?? {
    tenantId,
    subjectId,
    accountRef,
    takenMs: [],
    violations: 0,
  };
  const kept = row.takenMs.filter(
    (ms, index) => ms > nowMs - windowMs || row.takenMs.length - index < keptBeyondWindow,
  );
  row.takenMs = isFree ? [...kept, nowMs] : kept;
  row.violations += isFree ? 0 : 1;
  state.scraping.limits.set(key, row);
  if (isFree) return null;
  const freeMs = (latestFirst[inForce.requests - 1] ?? nowMs) + windowMs;
  return { limit: inForce, retryAfterMs: Math.max(1, freeMs - nowMs) };
}

export function limitStatus(
  state: MemoryState,
  subject: SubjectKey,
  ref: AccountRef,
  limit: ScrapeLimit,
): ScrapeLimitStatus {
  const inForce = limitInForce(state, subject, limit);
  const windowMs = inForce.windowSeconds * 1_000;
  const latestFirst = takenMs(state, subject, ref, windowMs);
  const leavesNext = latestFirst[Math.min(latestFirst.length, inForce.requests) - 1];
  const nowMs = state.realNowMs();
  const resetsMs = (leavesNext ?? nowMs) + windowMs;
  return {
    limit: inForce,
    remaining: Math.max(0, inForce.requests - latestFirst.length),
    resetsAt: new Date(resetsMs),
    resetsInMs: resetsMs - nowMs,
  };
}

export function limitTotals(
  state: MemoryState,
  subject: SubjectKey,
  limit: ScrapeLimit,
): ScrapeLimitTotals {
  const windowMs = limitInForce(state, subject, limit).windowSeconds * 1_000;
  const rows = rowsOf(state, subject);
  const since = state.realNowMs() - windowMs;
  const active = rows.flatMap((row) => row.takenMs.findLast((ms) => ms > since) ?? []);
  return {
    active: active.length,
    violations: rows.reduce((sum, { violations }) => sum + violations, 0),
    resetsAt: active.length === 0 ? null : new Date(Math.max(...active) + windowMs),
  };
}

const limitInForce = (
  state: MemoryState,
  { tenantId }: SubjectKey,
  configured: ScrapeLimit,
): ScrapeLimit => ({ ...(state.scraping.settings.get(tenantId) ?? configured) });

const rowsOf = (state: MemoryState, subject: SubjectKey): readonly StoredLimit[] =>
  [...state.scraping.limits.values()].filter((row) => isOf(subject, row));

/** Within the window, latest first. */
function takenMs(
  state: MemoryState,
  subject: SubjectKey,
  ref: AccountRef,
  windowMs: number,
): readonly number[] {
  const refs = plainRefsOf(state, subject, ref);
  return rowsOf(state, subject)
    .filter((row) => refs.has(plain(row.accountRef)))
    .flatMap((row) => row.takenMs)
    .filter((ms) => ms > state.realNowMs() - windowMs)
    .sort((a, b) => b - a);
}

/** By id and by handle, once the account is known. */
function plainRefsOf(state: MemoryState, subject: SubjectKey, ref: AccountRef): Set<string> {
  const { platform } = splitAccountRef(ref);
  const known = [...state.series.accounts.values()]
    .filter((row) => isOf(subject, row) && row.profile.platform === platform)
    .map(({ profile: { externalId, handle } }) =>
      [externalId, ...(handle === null ? [] : [handle])].map((name) =>
        plain(`${platform}:${name}`),
      ),
    )
    .filter((names) => names.includes(plain(ref)));
  return new Set([plain(ref), ...known.flat()]);
}
