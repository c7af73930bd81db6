import {
  type AccountRef,
  accountRef,
  isEnded,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import {
  type ConnectedAccount,
  type ConnectionRepository,
  nextReading,
  type ScheduleRepository,
  type ScheduleRule,
} from '@viral-scan/scan';
import { holdSubject } from './erasures.ts';
import { insertScan } from './scans.ts';
import {
  accountKey,
  isOf,
  keyOf,
  type MemoryState,
  type StoredScan,
  writeOutbox,
} from './state.ts';

const ever = Number.NEGATIVE_INFINITY;

export function memorySchedule(
  state: MemoryState,
  connections: Pick<ConnectionRepository, 'list'>,
): ScheduleRepository {
  const scheduled = new Map<string, number>();
  const keyOfAccount = ({ tenantId, subjectId }: SubjectKey, ref: AccountRef): string =>
    keyOf(tenantId, subjectId, ref);

  const dueAt = (subject: SubjectKey, ref: AccountRef, rule: Omit<ScheduleRule, 'jitterMs'>) => {
    const { platform, externalId } = splitAccountRef(ref);
    const account = state.series.accounts.get(accountKey(subject, platform ?? 'file', externalId));
    const { tenantId, subjectId } = subject;
    const listing =
      account && state.collections.listings.get(keyOf(tenantId, subjectId, account.accountId));
    const listed = Math.max(
      listing?.complete?.listedAt.getTime() ?? ever,
      listing?.backfill?.listedAt.getTime() ?? ever,
    );
    const readings = [...state.series.posts.values()]
      .filter((row) => isOf(subject, row) && row.accountId === account?.accountId && !row.vanished)
      .flatMap(({ post: { publishedAt }, lastSeenMs }) => {
        const readAt = new Date(lastSeenMs);
        const at = nextReading({ publishedAt, readAt }, rule.refresh, rule.now)?.getTime();
        if (at === undefined) return [];
        const age = at - publishedAt.getTime();
        const every = rule.refresh.find(({ youngerThanMs }) => age < youngerThanMs)?.everyMs ?? 0;
        return at === rule.now.getTime() && lastSeenMs + every < at ? [at - 1] : [at];
      });
    const last = scheduled.get(keyOfAccount(subject, ref)) ?? ever;
    return Math.max(Math.min(listed + rule.listingEveryMs, ...readings), last + rule.leastPauseMs);
  };
  const scansOf = (subject: SubjectKey, ref: AccountRef): readonly StoredScan[] =>
    [...state.scans.values()].filter(
      (scan) => isOf(subject, scan) && scan.steps.some(({ accountRef: named }) => named === ref),
    );
  const isOpen = (subject: SubjectKey, ref: AccountRef): boolean =>
    scansOf(subject, ref).some(
      (scan) =>
        !isEnded(scan.state) &&
        scan.steps.some(
          (step) =>
            step.accountRef === ref && (step.state === 'pending' || step.state === 'running'),
        ),
    );
  const isDue = (account: ConnectedAccount, rule: ScheduleRule): boolean =>
    dueAt(account, account.ref, rule) < rule.now.getTime() && !isOpen(account, account.ref);

  return {
    async connectedAccounts(after, limit) {
      const found: ConnectedAccount[] = [];
      for (const { tenantId, subjectId } of state.subjects.values()) {
        const subject = { tenantId, subjectId };
        for (const { state: now, connectionId, platform, externalId } of await connections.list(
          subject,
        )) {
          if (now !== 'active') continue;
          found.push({ ...subject, connectionId, ref: accountRef(platform, externalId) });
        }
      }
      return found
        .filter(({ connectionId }) => after === null || connectionId > after)
        .sort((a, b) => (a.connectionId < b.connectionId ? -1 : 1))
        .slice(0, limit);
    },

    async dueAccounts(accounts, rule) {
      return accounts
        .filter((account) => isDue(account, rule))
        .map((account) => {
          const { platform, externalId } = splitAccountRef(account.ref);
          const known = state.series.accounts.get(
            accountKey(account, platform ?? 'file', externalId),
          );
          const listing =
            known &&
            state.collections.listings.get(
              keyOf(account.tenantId, account.subjectId, known.accountId),
            );
          const lookbacks = scansOf(account, account.ref).map(
            ({ planned }) => planned.parameters.lookback_days,
          );
          const isStopped = listing !== undefined && listing.backfill !== null;
          return { account, stoppedLookbackDays: isStopped ? Math.max(...lookbacks) : null };
        });
    },

    async schedule(account, rule, collection) {
      try {
        holdSubject(state, account, [account.ref]);
      } catch {
        return false;
      }
      if (!isDue(account, rule)) return false;
      const planned = { ...collection, kind: 'collection', hourlyQuota: null } as const;
      const { tenantId, subjectId } = account;
      const scan = insertScan(
        state,
        { tenantId, subjectId },
        { ...planned, idempotency: null },
        state.realNowMs(),
      );
      writeOutbox(state, scan, null);
      scheduled.set(keyOfAccount(account, account.ref), rule.now.getTime());
      return true;
    },

    async nextCollection(subject, ref, rule) {
      const at = dueAt(subject, ref, rule);
      return Number.isFinite(at) ? new Date(at) : rule.now;
    },
  };
}
