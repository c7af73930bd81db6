import { randomUUID } from 'node:crypto';
import {
  type AccountProfile,
  isUnmeasured,
  type Metrics,
  type Post,
  type RetentionCurve,
  type SubjectKey,
} from '@viral-scan/contracts';
import { accountKey, keyOf, type Series, type StoredAccount } from './state.ts';

/** `how` tells what of an account that is there already gives way. */
export function putAccount(
  series: Series,
  subject: SubjectKey,
  profile: AccountProfile,
  how: {
    readonly seenAsOwn: boolean;
    readonly imported: boolean;
    readonly accountRef: string | null;
  },
): StoredAccount {
  const key = accountKey(subject, profile.platform, profile.externalId);
  const known = series.accounts.get(key);
  const account: StoredAccount = {
    tenantId: subject.tenantId,
    subjectId: subject.subjectId,
    accountId: known?.accountId ?? randomUUID(),
    profile:
      known === undefined
        ? profile
        : how.imported
          ? mergeImported(known.profile, profile)
          : mergeCollected(known.profile, profile),
    seenAsOwn: how.seenAsOwn || (known?.seenAsOwn ?? false),
    imported: how.imported || (known?.imported ?? false),
    firstRef: known === undefined ? how.accountRef : known.firstRef,
  };
  series.accounts.set(key, account);
  return account;
}

const mergeCollected = (known: AccountProfile, now: AccountProfile): AccountProfile => ({
  ...now,
  origin: now.origin ?? known.origin,
  name: now.name ?? known.name,
  handle: now.handle ?? known.handle,
  timezone: now.timezone ?? known.timezone,
});

const mergeImported = (known: AccountProfile, now: AccountProfile): AccountProfile => ({
  ...known,
  origin: known.origin ?? now.origin,
  name: known.source === 'import' ? (now.name ?? known.name) : (known.name ?? now.name),
});

/** True when the post was not there before. */
export function putPost(
  series: Series,
  subject: SubjectKey,
  row: {
    readonly accountId: string;
    readonly post: Post;
    readonly importId: string | null;
    readonly seenAt: Date;
  },
): boolean {
  const key = keyOf(subject.tenantId, subject.subjectId, row.accountId, row.post.externalId);
  const known = series.posts.get(key);
  const { post } = row;
  series.posts.set(key, {
    tenantId: subject.tenantId,
    subjectId: subject.subjectId,
    accountId: row.accountId,
    importId: row.importId ?? known?.importId ?? null,
    lastSeenMs: Math.max(row.seenAt.getTime(), known?.lastSeenMs ?? 0),
    vanished: false,
    ...(known?.changedMs !== undefined && { changedMs: known.changedMs }),
    post: {
      ...post,
      caption: post.caption ?? known?.post.caption ?? null,
      type: post.type === 'unknown' ? (known?.post.type ?? post.type) : post.type,
      durationSeconds: post.durationSeconds ?? known?.post.durationSeconds ?? null,
      url: post.url ?? known?.post.url ?? null,
      language: post.language ?? known?.post.language ?? null,
      tags: post.tags.length === 0 ? (known?.post.tags ?? post.tags) : post.tags,
      sound: post.sound ?? known?.post.sound ?? null,
    },
  });
  return known === undefined;
}

/** True when there was none of this moment before; unmeasured ones are left out. */
export function putSnapshot(
  series: Series,
  subject: SubjectKey,
  row: {
    readonly accountId: string;
    readonly postId: string;
    readonly capturedAt: Date;
    readonly metrics: Metrics;
  },
): boolean {
  if (isUnmeasured(row.metrics)) return false;
  const capturedAtMs = row.capturedAt.getTime();
  const key = keyOf(subject.tenantId, subject.subjectId, row.accountId, row.postId, capturedAtMs);
  const known = series.snapshots.get(key);
  const { views, likes, comments, shares, saves, reach } = row.metrics;
  series.snapshots.set(key, {
    tenantId: subject.tenantId,
    subjectId: subject.subjectId,
    accountId: row.accountId,
    postId: row.postId,
    capturedAtMs,
    metrics: {
      views: views ?? known?.metrics.views ?? null,
      likes: likes ?? known?.metrics.likes ?? null,
      comments: comments ?? known?.metrics.comments ?? null,
      shares: shares ?? known?.metrics.shares ?? null,
      saves: saves ?? known?.metrics.saves ?? null,
      reach: reach ?? known?.metrics.reach ?? null,
    },
  });
  return known === undefined;
}

/** Keeps the latest. */
export function putRetention(
  series: Series,
  subject: SubjectKey,
  row: {
    readonly accountId: string;
    readonly postId: string;
    readonly capturedAt: Date;
    readonly curve: RetentionCurve | null;
  },
): void {
  if (row.curve === null) return;
  const { accountId, postId } = row;
  const key = keyOf(subject.tenantId, subject.subjectId, accountId, postId);
  const capturedAtMs = row.capturedAt.getTime();
  if ((series.retention.get(key)?.capturedAtMs ?? 0) > capturedAtMs) return;
  series.retention.set(key, {
    tenantId: subject.tenantId,
    subjectId: subject.subjectId,
    accountId,
    postId,
    capturedAtMs,
    curve: structuredClone(row.curve),
  });
}
