import type { Listing, StepLease, SubjectKey, WatchTime } from '@viral-scan/contracts';
import type { CollectionRepository } from '@viral-scan/scan';
import { putRetention } from './series.ts';
import { isOf, keyOf, type MemoryState, type StoredStep } from './state.ts';

const accountKeyOf = ({ tenantId, subjectId }: SubjectKey, accountId: string): string =>
  keyOf(tenantId, subjectId, accountId);

export function putListing(
  state: MemoryState,
  subject: SubjectKey,
  accountId: string,
  listing: Listing,
): void {
  state.collections.listings.set(accountKeyOf(subject, accountId), structuredClone(listing));
}

export function markVanished(
  state: MemoryState,
  subject: SubjectKey,
  accountId: string,
  postId: string,
): void {
  const key = keyOf(subject.tenantId, subject.subjectId, accountId, postId);
  const row = state.series.posts.get(key);
  if (row !== undefined) state.series.posts.set(key, { ...row, vanished: true });
}

/** Keeps the latest; what it does not say stays as it was. */
export function putInsights(
  state: MemoryState,
  subject: SubjectKey,
  row: {
    readonly accountId: string;
    readonly postId: string;
    readonly capturedAt: Date;
    readonly watch: WatchTime | null;
    readonly shares: number | null;
  },
): void {
  const { accountId, postId, capturedAt, watch, shares } = row;
  const { tenantId, subjectId } = subject;
  const key = keyOf(tenantId, subjectId, accountId, postId);
  const known = state.collections.insights.get(key);
  state.collections.insights.set(key, {
    tenantId,
    subjectId,
    accountId,
    postId,
    capturedAtMs: capturedAt.getTime(),
    watch: watch ?? known?.watch ?? null,
    shares: shares ?? known?.shares ?? null,
  });
}

export function memoryCollections(
  state: MemoryState,
  hold: (subject: SubjectKey, lease: StepLease) => { readonly step: StoredStep },
): CollectionRepository {
  return {
    async listing(subject, accountId) {
      const known = state.collections.listings.get(accountKeyOf(subject, accountId));
      return structuredClone(known ?? null);
    },

    async duePosts(subject, { accountId, what, since, now, rules, after, limit, newest }) {
      const insightsAt = (postId: string): number | null =>
        state.collections.insights.get(
          keyOf(subject.tenantId, subject.subjectId, accountId, postId),
        )?.capturedAtMs ?? null;
      const rows = [...state.series.posts.values()].filter(
        (row) => isOf(subject, row) && row.accountId === accountId,
      );
      const meant =
        newest === undefined
          ? rows
          : rows
              .filter(({ post, vanished }) => !vanished && post.publishedAt > since)
              .sort((a, b) => b.post.publishedAt.getTime() - a.post.publishedAt.getTime())
              .slice(0, newest);
      return meant
        .filter(({ post, lastSeenMs, changedMs, vanished }) => {
          const isChanged = changedMs !== undefined && changedMs >= lastSeenMs;
          if (what === 'counters' && isChanged) return true;
          if (vanished || post.publishedAt <= since) return false;
          const age = now.getTime() - post.publishedAt.getTime();
          const rule = rules.find(({ youngerThanMs }) => age < youngerThanMs);
          const readAt = what === 'counters' ? lastSeenMs : insightsAt(post.externalId);
          return rule !== undefined && (readAt === null || readAt < now.getTime() - rule.everyMs);
        })
        .map(({ post: { externalId, publishedAt, durationSeconds } }) => ({
          externalId,
          publishedAt,
          durationSeconds,
        }))
        .filter(({ externalId }) => after === null || externalId > after)
        .sort((a, b) => (a.externalId < b.externalId ? -1 : 1))
        .slice(0, limit);
    },

    async saveInsights(subject, lease, { accountId, postIds, insights, capturedAt, next }) {
      const { step } = hold(subject, lease);
      for (const postId of postIds) {
        const given = insights.find(({ externalId }) => externalId === postId);
        const [watch, shares] = [given?.watch ?? null, given?.shares ?? null];
        putInsights(state, subject, { accountId, postId, capturedAt, watch, shares });
        const curve = given?.retention ?? null;
        putRetention(state.series, subject, { accountId, postId, capturedAt, curve });
      }
      Object.assign(step, { checkpoint: { ...next }, starts: 0, progressedMs: state.realNowMs() });
    },

    async knownDays(subject, accountId) {
      const rows = [...state.collections.days.values()].filter(
        (row) => isOf(subject, row) && row.accountId === accountId,
      );
      const final = rows.flatMap(({ day }) => (day.provisional ? [] : [day.day])).sort();
      const captured = rows.map(({ capturedAtMs }) => capturedAtMs);
      return {
        latestFinal: final.at(-1) ?? null,
        capturedAt: captured.length === 0 ? null : new Date(Math.max(...captured)),
      };
    },

    async saveDays(subject, lease, { accountId, days, activity, groups, capturedAt, next }) {
      const { step } = hold(subject, lease);
      const { tenantId, subjectId } = subject;
      const capturedAtMs = capturedAt.getTime();
      for (const day of structuredClone(days)) {
        const key = keyOf(tenantId, subjectId, accountId, day.day);
        state.collections.days.set(key, { tenantId, subjectId, accountId, capturedAtMs, day });
      }
      for (const hour of structuredClone(activity?.hours ?? [])) {
        const key = keyOf(tenantId, subjectId, accountId, hour.day, hour.hour);
        const zone = activity?.zone ?? 'UTC';
        state.collections.hours.set(key, {
          tenantId,
          subjectId,
          accountId,
          capturedAtMs,
          zone,
          hour,
        });
      }
      const key = accountKeyOf(subject, accountId);
      if (
        groups !== undefined &&
        capturedAtMs >= (state.collections.groups.get(key)?.capturedAtMs ?? 0)
      ) {
        const row = { tenantId, subjectId, accountId, capturedAtMs };
        state.collections.groups.set(key, { ...row, groups: structuredClone(groups) });
      }
      Object.assign(step, { checkpoint: { ...next }, starts: 0, progressedMs: state.realNowMs() });
    },

    async defer(subject, lease) {
      const { step } = hold(subject, lease);
      step.starts = Math.max(0, step.starts - 1);
    },
  };
}
