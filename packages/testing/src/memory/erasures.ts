import { randomUUID } from 'node:crypto';
import { BeingErased, isEnded, type SubjectKey, splitAccountRef } from '@viral-scan/contracts';
import type {
  ConnectionRepository,
  ErasureRepository,
  ErasureRequest,
  KeptErasure,
} from '@viral-scan/scan';
import {
  accountKey,
  isOf,
  type MemoryState,
  type StoredErasure,
  type StoredScan,
} from './state.ts';

/** @throws BeingErased as a real store does for those who write without holding a step */
export function holdSubject(
  state: MemoryState,
  { subjectId }: SubjectKey,
  accounts: readonly string[] = [],
): void {
  const running = state.erasures.filter((row) => row.subject?.subjectId === subjectId);
  const named = accounts.map((ref) => ref.toLowerCase());
  const refused = running.find(
    ({ refs }) => refs === null || refs.some((ref) => named.includes(ref)),
  );
  if (refused !== undefined) {
    throw new BeingErased(`what is stored of the ${refused.scope} is being deleted`);
  }
}

/** Begins erasures and keeps receipts; how they go on, only a real store knows. */
export function memoryErasures(
  state: MemoryState,
  connections: Pick<ConnectionRepository, 'list' | 'disconnect'>,
): ErasureRepository {
  return {
    async begin(subject, request) {
      const isKnown = [...state.subjects.values()].some((row) => subject && isOf(subject, row));
      if (subject === null || !isKnown) return keep(state, null, request, null);
      const { account } = request;
      const running = state.erasures.find(
        (row) =>
          row.subject?.subjectId === subject.subjectId &&
          (row.account === null || row.account === account),
      );
      if (running !== undefined) return keptOf(running);
      const refs = account === null ? null : namesOf(state, subject, account);
      const kept = keep(state, subject, request, refs);
      for (const scan of state.scans.values()) {
        if (!isOf(subject, scan) || !reads(scan, refs) || isEnded(scan.state)) continue;
        Object.assign(scan, { state: 'cancelled', completedAt: scan.scanTime });
        for (const step of scan.steps) step.fence += 1;
        for (const row of state.outbox) {
          if (row.scanId === scan.planned.scanId) Object.assign(row, { done: true });
        }
      }
      for (const delivery of [...state.deliveries]) {
        const { row } = delivery;
        const scan = state.scans.get(row.scanId ?? '');
        const isConcerned = refs === null || (scan !== undefined && reads(scan, refs));
        if (isOf(subject, row) && delivery.doneMs === null && isConcerned) {
          state.deliveries.splice(state.deliveries.indexOf(delivery), 1);
        }
      }
      for (const { platform, externalId } of await connections.list(subject)) {
        const ref = `${platform}:${externalId}`;
        if (account === null || account === ref) await connections.disconnect(subject, ref);
      }
      return kept;
    },

    async alsoFindUnder(code, codes) {
      for (const row of state.erasures) {
        if (codes.includes(row.code) && row.code !== code) row.furtherCodes.add(code);
      }
    },

    async find(code) {
      const rows = state.erasures.filter(
        (known) => known.code === code || known.furtherCodes.has(code),
      );
      const row = rows.find((each) => each.state === 'running') ?? rows[0];
      return row === undefined ? null : { ...keptOf(row), code };
    },
  };
}

function keep(
  state: MemoryState,
  subject: SubjectKey | null,
  { code, account, origin, requestedAt }: ErasureRequest,
  refs: readonly string[] | null,
): KeptErasure {
  const row: StoredErasure = {
    erasureId: randomUUID(),
    subject,
    account,
    refs,
    furtherCodes: new Set(),
    code,
    state: subject === null ? 'completed' : 'running',
    scope: account === null && origin === 'request' ? 'user' : 'account',
    requestedAt,
    completedAt: subject === null ? requestedAt : null,
    erased: {},
    notRevoked: [],
  };
  state.erasures.push(row);
  return keptOf(row);
}

const keptOf = ({
  erasureId: _,
  subject: __,
  account: ___,
  refs: ____,
  furtherCodes: _____,
  ...kept
}: StoredErasure): KeptErasure => ({ ...kept });

function namesOf(state: MemoryState, subject: SubjectKey, account: string): readonly string[] {
  const { platform, externalId } = splitAccountRef(account);
  const known = state.series.accounts.get(accountKey(subject, platform ?? 'file', externalId));
  const handle = known?.profile.handle;
  const names = [externalId, ...(handle ? [handle, `@${handle}`] : [])];
  return names.flatMap((name) =>
    [`${platform}:${name}`, `file:${name}`].map((ref) => ref.toLowerCase()),
  );
}

const reads = (scan: StoredScan, refs: readonly string[] | null): boolean =>
  refs === null ||
  scan.steps.some(({ accountRef }) => refs.includes(accountRef?.toLowerCase() ?? ''));
