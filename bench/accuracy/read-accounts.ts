import { createReadStream } from 'node:fs';
import type {
  AnalysisAccount,
  AnalysisPost,
  ImportedPost,
  ObservedMetrics,
} from '@viral-scan/contracts';
import { parseImport } from '@viral-scan/platforms';

/** The accounts of a file in the import format, and the latest moment it knows of. */
export interface AccountsRead {
  readonly accounts: readonly AnalysisAccount[];
  readonly asOfMs: number;
}

/**
 * Reads posts (and, joined by post id, snapshots) as the product imports them; a post without a
 * time of observation counts as read when the file ends.
 */
export async function readAccounts(
  posts: string,
  snapshots: string | null = null,
): Promise<AccountsRead> {
  const read: ImportedPost[] = [];
  const now = new Date();
  for await (const { records } of parseImport(createReadStream(posts), {
    kind: 'posts',
    now,
  })) {
    for (const record of records) if ('row' in record) read.push(record.row);
  }
  const further = new Map<string, ObservedMetrics[]>();
  if (snapshots !== null) {
    const source = parseImport(createReadStream(snapshots), { kind: 'snapshots', now });
    for await (const { records } of source) {
      for (const record of records) {
        if (!('row' in record)) continue;
        const { postExternalId, capturedAt, metrics } = record.row;
        const known = further.get(postExternalId) ?? [];
        further.set(postExternalId, known);
        known.push({ ...metrics, capturedAtMs: capturedAt.getTime() });
      }
    }
  }
  const times = read.flatMap(({ post, capturedAt }) => [
    post.publishedAt.getTime(),
    capturedAt?.getTime() ?? 0,
  ]);
  const seen = [...further.values()].flat().map(({ capturedAtMs }) => capturedAtMs);
  // A file whose posts are all settled is read as if a month after its last post.
  const latest = [...times, ...seen].reduce((max, time) => Math.max(max, time), 0);
  const undated = read.every(({ capturedAt }) => capturedAt === null);
  const asOfMs = undated ? latest + 31 * 86_400_000 : latest;
  const byAccount = Map.groupBy(
    read,
    (row) => `${row.origin ?? row.platform}/${row.accountExternalId}`,
  );
  const accounts = [...byAccount].map(([accountId, rows]): AnalysisAccount => {
    const first = rows[0];
    return {
      accountId,
      platform: first?.platform ?? 'file',
      origin: first?.origin ?? null,
      role: 'own',
      name: first?.accountName ?? null,
      followers: null,
      timezone: null,
      posts: rows
        .map((row) => analysisPost(row, further.get(row.post.externalId) ?? [], asOfMs))
        .sort((a, b) => a.publishedAtMs - b.publishedAtMs || (a.postId < b.postId ? -1 : 1)),
    };
  });
  return { accounts, asOfMs };
}

function analysisPost(
  { post, metrics, capturedAt, snapshots, retention }: ImportedPost,
  further: readonly ObservedMetrics[],
  asOfMs: number,
): AnalysisPost {
  const own: ObservedMetrics[] = [
    { ...metrics, capturedAtMs: capturedAt?.getTime() ?? asOfMs },
    ...snapshots.map((each) => ({ ...each.metrics, capturedAtMs: each.capturedAt.getTime() })),
  ];
  const seen = new Map([...own, ...further].map((each) => [each.capturedAtMs, each]));
  return {
    postId: post.externalId,
    publishedAtMs: post.publishedAt.getTime(),
    caption: post.caption,
    type: post.type,
    durationSeconds: post.durationSeconds,
    language: post.language,
    url: post.url,
    tags: post.tags,
    sound: post.sound,
    retention,
    snapshots: [...seen.values()].sort((a, b) => a.capturedAtMs - b.capturedAtMs),
  };
}
