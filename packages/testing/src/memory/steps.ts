import {
  type Coverage,
  isEnded,
  NotFound,
  type ScanState,
  type StepLease,
  StepLost,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { StepRepository } from '@viral-scan/scan';
import { markVanished, putInsights, putListing } from './collections.ts';
import { knownAccount, memoryDataset } from './dataset.ts';
import { endFailed, endRanked, endReported } from './ends.ts';
import { putAccount, putPost, putRetention, putSnapshot } from './series.ts';
import {
  accountKey,
  bareIdOf,
  findScan,
  isOf,
  keyOf,
  type MemoryState,
  progressOf,
  recordOf,
  type StoredScan,
} from './state.ts';

const isOpen = (step: { readonly state: string }): boolean =>
  step.state === 'pending' || step.state === 'running';

/** @throws StepLost unless the lease still holds the step of an open scan */
export function holdIn(state: MemoryState) {
  return (subject: SubjectKey, lease: StepLease) => {
    const scan = findScan(state, subject, lease.scanId);
    const step = scan?.steps.find(({ stepKey }) => stepKey === lease.stepKey);
    const held = step?.state === 'running' && step.fence === lease.fence;
    if (scan === null || step === undefined || !held || isEnded(scan.state)) {
      throw new StepLost(`the step ${lease.stepKey} of scan ${lease.scanId} is no longer held`);
    }
    step.heartbeatMs = state.realNowMs();
    return { scan, step };
  };
}

export function memorySteps(state: MemoryState): StepRepository {
  const hold = holdIn(state);
  return {
    async start(subject, { scanId, stepKey }) {
      const scan = findScan(state, subject, scanId);
      const step = scan?.steps.find((one) => one.stepKey === stepKey);
      if (scan === null || step === undefined || isEnded(scan.state) || !isOpen(step)) {
        return { outcome: 'nothing_to_do' };
      }
      const collecting = scan.steps.some((one) => one.kind === 'collect-account' && isOpen(one));
      if (step.kind !== 'collect-account' && collecting) return { outcome: 'nothing_to_do' };
      step.fence += 1;
      step.starts += 1;
      step.state = 'running';
      step.heartbeatMs = state.realNowMs();
      step.progressedMs ??= state.realNowMs();
      if (step.checkpoint === null) Object.assign(step, { pages: 0, posts: 0 });
      scan.state = 'running';
      scan.lastSignOfLifeMs = state.realNowMs();
      return structuredClone({
        outcome: 'started',
        lease: { scanId, stepKey, fence: step.fence },
        step: progressOf(step),
        scan: recordOf(scan),
        checkpoint: step.checkpoint,
        starts: step.starts,
        stalledMs: state.realNowMs() - step.progressedMs,
      });
    },

    async heartbeat(subject, lease) {
      hold(subject, lease);
    },

    async findAccount(subject, ref, from, to) {
      const { platform, externalId } = splitAccountRef(ref);
      if (platform === null) return null;
      const exact = state.series.accounts.get(accountKey(subject, platform, externalId));
      const imported = [...state.series.accounts.values()]
        .filter((row) => platform === 'file' && isOf(subject, row) && row.imported)
        .sort((a, b) => (a.profile.platform < b.profile.platform ? -1 : 1));
      const same = imported.find(({ profile }) => profile.externalId === externalId);
      const labelled = imported.filter(({ profile }) => bareIdOf(profile) === externalId);
      const handled = [...state.series.accounts.values()].filter(
        (row) =>
          platform === 'youtube' &&
          externalId.startsWith('@') &&
          isOf(subject, row) &&
          row.profile.platform === platform &&
          row.profile.handle?.toLowerCase() === externalId.toLowerCase(),
      );
      const only = [labelled, handled].find(({ length }) => length === 1)?.[0];
      const account = exact ?? same ?? only;
      return account === undefined ? null : knownAccount(state, account, { from, to });
    },

    async saveAccount(subject, lease, { profile, capturedAt, cursor }) {
      const { step } = hold(subject, lease);
      const account = putAccount(state.series, subject, structuredClone(profile), {
        seenAsOwn: step.role === 'own',
        imported: false,
        accountRef: step.accountRef,
      });
      const { accountId } = account;
      const key = keyOf(subject.tenantId, subject.subjectId, accountId, capturedAt.getTime());
      state.series.followers.set(key, {
        tenantId: subject.tenantId,
        subjectId: subject.subjectId,
        accountId,
        capturedAtMs: capturedAt.getTime(),
        followers: profile.followers ?? state.series.followers.get(key)?.followers ?? null,
      });
      const checkpoint = { accountId, cursor, postsWithoutMetrics: 0 };
      Object.assign(step, { accountId, checkpoint, pages: 0, posts: 0 });
      return { ...checkpoint };
    },

    async savePage(subject, lease, page) {
      const { accountId, posts, countedFrom, capturedAt, access, next } = page;
      const { step } = hold(subject, lease);
      for (const { post, metrics, retention, watch } of structuredClone(posts)) {
        putPost(state.series, subject, { accountId, post, importId: null, seenAt: capturedAt });
        const postId = post.externalId;
        putSnapshot(state.series, subject, { accountId, postId, capturedAt, metrics });
        const curve = access === 'own' ? retention : null;
        putRetention(state.series, subject, { accountId, postId, capturedAt, curve });
        if (access === 'own' && watch !== undefined && watch !== null) {
          putInsights(state, subject, { accountId, postId, capturedAt, watch, shares: null });
        }
      }
      for (const id of page.vanished ?? []) markVanished(state, subject, accountId, id);
      if (page.listing !== undefined) putListing(state, subject, accountId, page.listing);
      Object.assign(step, { starts: 0, progressedMs: state.realNowMs() });
      step.pages += 1;
      const counted = posts.filter(
        ({ post }) => countedFrom === undefined || post.publishedAt > countedFrom,
      );
      step.posts += new Set(counted.map(({ post }) => post.externalId)).size;
      step.checkpoint = next && { ...next };
    },

    async finishCollect(subject, lease, end) {
      const { scan, step } = hold(subject, lease);
      step.state = end.state;
      step.accountId = end.accountId ?? step.accountId;
      step.coverage = structuredClone(end.coverage);
      step.error = end.error;
      step.posts = end.coverage.posts;
      step.checkpoint = null;
      if (step.role === 'own') markOwn(state, subject, step.accountId);
      if (scan.planned.kind === 'collection' && !scan.steps.some(isOpen)) {
        endCollection(scan, state.now());
      }
    },

    async dataset(subject, scan, window) {
      const stored = findScan(state, subject, scan.scanId);
      if (stored !== null) return memoryDataset(state, subject, stored, window);
      const [asOfMs, fromMs] = [window.to.getTime(), window.from.getTime()];
      return { asOfMs, fromMs, timezone: scan.parameters.timezone, accounts: [] };
    },

    async findByFingerprint(subject, fingerprint) {
      const rows = state.results.filter(
        (row) => isOf(subject, row) && row.report.dataset.fingerprint === fingerprint,
      );
      rows.sort((a, b) => a.scanTime.getTime() - b.scanTime.getTime());
      return structuredClone(rows[0]?.report ?? null);
    },

    async saveReport(subject, lease, report) {
      const { scan, step } = hold(subject, lease);
      const { scanId, scanTime } = { scanId: lease.scanId, scanTime: scan.scanTime };
      const { tenantId, subjectId } = scan;
      state.results.push({
        tenantId,
        subjectId,
        scanId,
        scanTime,
        report: structuredClone(report),
      });
      endReported(state, scan, step, report);
    },

    async saveRanking(subject, lease, ranking, at) {
      const { scan, step } = hold(subject, lease);
      endRanked(state, scan, step, structuredClone(ranking), at);
    },

    async failScan(subject, lease, error) {
      const { scan, step } = hold(subject, lease);
      Object.assign(step, { state: 'failed', error });
      endFailed(state, scan, error, notBefore(scan, state.now()));
    },

    async userOf(subject) {
      const user = [...state.subjects.values()].find((row) => isOf(subject, row));
      if (user === undefined) throw new NotFound('there is no such subject');
      return user.userId;
    },
  };
}

function markOwn(state: MemoryState, subject: SubjectKey, accountId: string | null): void {
  for (const row of state.series.accounts.values()) {
    if (!isOf(subject, row) || row.accountId !== accountId) continue;
    const key = accountKey(subject, row.profile.platform, row.profile.externalId);
    state.series.accounts.set(key, { ...row, seenAsOwn: true });
    return;
  }
}

/** A scan's time may be moved on past a world that stands still; it never ends before it. */
const notBefore = (scan: StoredScan, now: Date): Date =>
  new Date(Math.max(now.getTime(), scan.scanTime.getTime()));

function endCollection(scan: StoredScan, now: Date): void {
  const statuses = scan.steps.map(
    ({ coverage }): Coverage['status'] => coverage?.status ?? 'unavailable',
  );
  const end: ScanState = statuses.every((status) => status === 'complete')
    ? 'completed'
    : statuses.every((status) => status === 'unavailable')
      ? 'failed'
      : 'partial';
  scan.state = end;
  scan.completedAt = notBefore(scan, now);
  if (end === 'failed') {
    scan.error = scan.steps.find(({ error }) => error !== null)?.error ?? {
      code: 'nothing_collected',
      message: 'none of the accounts could be read',
    };
  }
}
