import {
  type AnalysisAccount,
  type AnalysisInput,
  type AudienceActivity,
  accountRef,
  type Demographics,
  type KnownAccount,
  type NotOffered,
  type SubjectKey,
} from '@viral-scan/contracts';
import { isOf, type MemoryState, type StoredAccount, type StoredScan } from './state.ts';

interface Window {
  readonly from: Date;
  readonly to: Date;
}

export function memoryDataset(
  state: MemoryState,
  subject: SubjectKey,
  scan: StoredScan,
  window: Window,
): AnalysisInput {
  const steps = scan.steps.filter(
    (step) =>
      step.kind === 'collect-account' && (step.state === 'completed' || step.state === 'failed'),
  );
  const accounts = [...state.series.accounts.values()].filter((row) => isOf(subject, row));
  const inOrder = new Set(steps.flatMap((step) => step.accountId ?? []));
  return {
    asOfMs: window.to.getTime(),
    fromMs: window.from.getTime(),
    timezone: scan.planned.parameters.timezone,
    accounts: [...inOrder].flatMap((id) => {
      const account = accounts.find((row) => row.accountId === id);
      if (account === undefined) return [];
      const isOwn = steps.some((step) => step.accountId === id && step.role === 'own');
      const role = isOwn ? 'own' : 'competitor';
      const step = steps.find((one) => one.accountId === id && one.role === role);
      return [analysisAccount(state, account, role, window, step?.coverage?.not_offered)];
    }),
  };
}

function analysisAccount(
  state: MemoryState,
  account: StoredAccount,
  role: AnalysisAccount['role'],
  window: Window,
  notOffered: NotOffered | undefined,
): AnalysisAccount {
  const { platform, externalId, origin, name, timezone } = account.profile;
  const followers = [...state.series.followers.values()]
    .filter((row) => row.accountId === account.accountId)
    .filter((row) => row.capturedAtMs <= window.to.getTime())
    .sort((a, b) => b.capturedAtMs - a.capturedAtMs);
  const posts = postsOf(state, account, window);
  return structuredClone({
    accountId: accountRef(platform, externalId),
    platform,
    origin,
    role,
    name,
    followers: followers[0]?.followers ?? null,
    timezone,
    audience: audienceOf(state, account, window),
    demographics: demographicsOf(state, account, window),
    ...(notOffered !== undefined && { notOffered }),
    posts: posts
      .map(({ post, snapshots, retention }) => ({
        postId: post.externalId,
        publishedAtMs: post.publishedAt.getTime(),
        caption: post.caption,
        type: post.type,
        durationSeconds: post.durationSeconds,
        language: post.language,
        url: post.url,
        tags: [...post.tags],
        sound: post.sound,
        retention: retention?.curve ?? null,
        snapshots: snapshots.map(({ capturedAtMs, metrics }) => ({ capturedAtMs, ...metrics })),
      }))
      .sort((a, b) => a.publishedAtMs - b.publishedAtMs || (a.postId < b.postId ? -1 : 1)),
  });
}

/** Hours of days read until `to`; null when there are none. */
function audienceOf(
  state: MemoryState,
  account: StoredAccount,
  { to }: Window,
): AudienceActivity | null {
  const rows = [...state.collections.hours.values()]
    .filter((row) => row.accountId === account.accountId && row.capturedAtMs <= to.getTime())
    .sort((a, b) =>
      a.hour.day === b.hour.day ? a.hour.hour - b.hour.hour : a.hour.day < b.hour.day ? -1 : 1,
    );
  const [first] = rows;
  return first === undefined ? null : { zone: first.zone, hours: rows.map(({ hour }) => hour) };
}

/** Of a reading in (from, to], by dimension and name; null when it told of nobody. */
function demographicsOf(
  state: MemoryState,
  account: StoredAccount,
  { from, to }: Window,
): Demographics | null {
  const row = [...state.collections.groups.values()].find(
    ({ accountId }) => accountId === account.accountId,
  );
  if (row === undefined || row.groups.length === 0) return null;
  const { capturedAtMs } = row;
  if (capturedAtMs <= from.getTime() || capturedAtMs > to.getTime()) return null;
  const order = ({ dimension, name }: Demographics['groups'][number]) => `${dimension} ${name}`;
  return { capturedAtMs, groups: row.groups.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)) };
}

/** Posts in (from, to], each with its counters until `to`, oldest first, and its curve. */
function postsOf(state: MemoryState, account: StoredAccount, { from, to }: Window) {
  const snapshots = [...state.series.snapshots.values()]
    .filter((row) => row.accountId === account.accountId && row.capturedAtMs <= to.getTime())
    .sort((a, b) => a.capturedAtMs - b.capturedAtMs);
  const byPost = Map.groupBy(snapshots, (row) => row.postId);
  const curves = new Map(
    [...state.series.retention.values()]
      .filter((row) => row.accountId === account.accountId && row.capturedAtMs <= to.getTime())
      .map((row) => [row.postId, row]),
  );
  return [...state.series.posts.values()]
    .filter((row) => row.accountId === account.accountId)
    .filter(({ post }) => post.publishedAt > from && post.publishedAt <= to)
    .map(({ post }) => ({
      post,
      snapshots: byPost.get(post.externalId) ?? [],
      retention: curves.get(post.externalId) ?? null,
    }));
}

export function knownAccount(
  state: MemoryState,
  account: StoredAccount,
  window: Window,
): KnownAccount {
  const posts = postsOf(state, account, window);
  const captured = posts.flatMap(({ snapshots, retention }) =>
    [snapshots.at(-1), retention].flatMap((observed) => observed?.capturedAtMs ?? []),
  );
  for (const day of state.collections.days.values()) {
    const isKnown = day.accountId === account.accountId && day.capturedAtMs <= window.to.getTime();
    if (isKnown) captured.push(day.capturedAtMs);
  }
  for (const row of state.collections.groups.values()) {
    const isKnown = row.accountId === account.accountId && row.capturedAtMs <= window.to.getTime();
    if (isKnown && row.groups.length > 0) captured.push(row.capturedAtMs);
  }
  return {
    accountId: account.accountId,
    profile: structuredClone(account.profile),
    posts: posts.length,
    postsWithoutMetrics: posts.filter(({ snapshots }) => snapshots.length === 0).length,
    capturedAt: captured.length === 0 ? null : new Date(Math.max(...captured)),
  };
}
