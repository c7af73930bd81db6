import { createReadStream, existsSync } from 'node:fs';
import {
  type AnalysisAccount,
  type AnalysisPost,
  type ImportedPost,
  type ImportedSnapshot,
  type ImportKind,
  type ObservedMetrics,
  type RowError,
  UnreadableFile,
} from '@viral-scan/contracts';
import { parseImport } from '@viral-scan/platforms';

const dayMs = 86_400_000;

/** Rows that could not be read, and the first of them. */
interface Refused {
  readonly rows: number;
  readonly first: RowError | null;
}

/** The accounts of a file in the import format, and the latest moment it knows of. */
export interface AccountsRead {
  readonly accounts: readonly AnalysisAccount[];
  readonly asOfMs: number;
  /** What of the files could not be used, in words. */
  readonly notes: readonly string[];
}

/** Every row of a file; an error that names the file where it cannot be read. */
async function rowsOf<K extends ImportKind>(
  path: string,
  kind: K,
): Promise<{ rows: (K extends 'posts' ? ImportedPost : ImportedSnapshot)[]; refused: Refused }> {
  if (!existsSync(path)) throw new Error(`${path}: there is no such file`);
  const rows: (K extends 'posts' ? ImportedPost : ImportedSnapshot)[] = [];
  let refused: Refused = { rows: 0, first: null };
  try {
    for await (const { records } of parseImport(createReadStream(path), {
      kind,
      now: new Date(),
    })) {
      for (const record of records) {
        if ('row' in record) rows.push(record.row as (typeof rows)[number]);
        else refused = { rows: refused.rows + 1, first: refused.first ?? record };
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof UnreadableFile) && !isFileError(error)) throw error;
    throw new Error(`${path} (${kind}): ${reason}`, { cause: error });
  }
  return { rows, refused };
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/**
 * Reads posts (and, joined by post id, snapshots) as the product imports them; a post without a
 * time of observation counts as read when the file ends. Bad rows are counted and left out;
 * an error says what is wrong where nothing can be read.
 */
export async function readAccounts(
  posts: string,
  snapshots: string | null = null,
): Promise<AccountsRead> {
  const { rows, refused } = await rowsOf(posts, 'posts');
  if (rows.length === 0) {
    const { line, field, message } = refused.first ?? { line: 1, field: 'record', message: '' };
    throw new Error(
      `${posts}: none of ${refused.rows} rows is a post; line ${line}, ${field} ${message}`,
    );
  }
  const further = new Map<string, ObservedMetrics[]>();
  const observed = snapshots === null ? null : await rowsOf(snapshots, 'snapshots');
  for (const { postExternalId, capturedAt, metrics } of observed?.rows ?? []) {
    const seen = further.get(postExternalId) ?? [];
    further.set(postExternalId, seen);
    seen.push({ ...metrics, capturedAtMs: capturedAt.getTime() });
  }
  const known = new Set(rows.map(({ post }) => post.externalId));
  const strangers = observed?.rows.filter(({ postExternalId }) => !known.has(postExternalId)) ?? [];
  const notes = [
    ...refusal(refused, 'posts'),
    ...(observed === null ? [] : refusal(observed.refused, 'snapshots')),
    ...(strangers.length > 0
      ? [`${strangers.length} snapshots belong to no post of the file`]
      : []),
  ];
  let latest = 0;
  for (const { post, capturedAt, snapshots: own } of rows) {
    latest = Math.max(latest, post.publishedAt.getTime(), capturedAt?.getTime() ?? 0);
    for (const each of own) latest = Math.max(latest, each.capturedAt.getTime());
  }
  for (const each of further.values()) {
    for (const { capturedAtMs } of each) latest = Math.max(latest, capturedAtMs);
  }
  // A file whose posts are all undated is read as if a month after its last post.
  const undated = rows.every(({ capturedAt }) => capturedAt === null);
  const asOfMs = undated ? latest + 31 * dayMs : latest;
  const byAccount = Map.groupBy(
    rows,
    (row) => `${row.origin ?? row.platform}/${row.accountExternalId}`,
  );
  const accounts = [...byAccount].map(([accountId, own]): AnalysisAccount => {
    const first = own[0];
    return {
      accountId,
      platform: first?.platform ?? 'file',
      origin: first?.origin ?? null,
      role: 'own',
      name: first?.accountName ?? null,
      followers: null,
      timezone: null,
      posts: [...Map.groupBy(own, ({ post }) => post.externalId)]
        .flatMap(([id, seen]) => analysisPost(seen, further.get(id) ?? [], asOfMs))
        .sort((a, b) => a.publishedAtMs - b.publishedAtMs || (a.postId < b.postId ? -1 : 1)),
    };
  });
  return { accounts, asOfMs, notes };
}

const refusal = ({ rows, first }: Refused, kind: ImportKind): string[] =>
  first === null
    ? []
    : [
        `${rows} rows of ${kind} were not read; line ${first.line}: ${first.field} ${first.message}`,
      ];

/** A post of the rows that tell of it: the last says what it is, all of them what it had. */
function analysisPost(
  rows: readonly ImportedPost[],
  further: readonly ObservedMetrics[],
  asOfMs: number,
): AnalysisPost[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  const own = rows.flatMap(({ metrics, capturedAt, snapshots }): ObservedMetrics[] => [
    { ...metrics, capturedAtMs: capturedAt?.getTime() ?? asOfMs },
    ...snapshots.map((each) => ({ ...each.metrics, capturedAtMs: each.capturedAt.getTime() })),
  ]);
  const seen = new Map([...own, ...further].map((each) => [each.capturedAtMs, each]));
  const { post } = last;
  return [
    {
      postId: post.externalId,
      publishedAtMs: post.publishedAt.getTime(),
      caption: post.caption,
      type: post.type,
      durationSeconds: post.durationSeconds,
      language: post.language,
      url: post.url,
      tags: post.tags,
      sound: post.sound,
      retention: last.retention,
      snapshots: [...seen.values()].sort((a, b) => a.capturedAtMs - b.capturedAtMs),
    },
  ];
}
