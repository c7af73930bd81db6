import { accountRef, isUnmeasured, type Principal } from '@viral-scan/contracts';
import type { ImportRepository, ImportTransaction } from '@viral-scan/scan';
import { holdSubject } from './erasures.ts';
import { putAccount, putPost, putRetention, putSnapshot } from './series.ts';
import { accountKey, bareIdOf, isOf, type MemoryState, type Series, type Table } from './state.ts';

/** Rows written through it lie over `below` until `merge`. */
class Overlay<Row> implements Table<Row> {
  readonly #below: Table<Row>;
  readonly #own = new Map<string, Row>();
  constructor(below: Table<Row>) {
    this.#below = below;
  }
  get(key: string): Row | undefined {
    return this.#own.get(key) ?? this.#below.get(key);
  }
  set(key: string, row: Row): void {
    this.#own.set(key, row);
  }
  *values(): Iterable<Row> {
    const replaced = new Set([...this.#own.keys()].map((key) => this.#below.get(key)));
    for (const row of this.#below.values()) if (!replaced.has(row)) yield row;
    yield* this.#own.values();
  }
  merge(): void {
    for (const [key, row] of this.#own) this.#below.set(key, row);
  }
}

export function memoryImports(state: MemoryState): ImportRepository {
  return {
    async begin(principal, { importId, importedAt }) {
      const layers = {
        accounts: new Overlay(state.series.accounts),
        posts: new Overlay(state.series.posts),
        snapshots: new Overlay(state.series.snapshots),
        retention: new Overlay(state.series.retention),
        followers: new Overlay(state.series.followers),
      };
      let ended = false;
      const guard = (): void => {
        if (ended) throw new Error('the import has ended');
        holdSubject(state, principal);
      };
      const transaction: ImportTransaction = {
        async addPosts(posts) {
          guard();
          let duplicates = 0;
          for (const row of posts) {
            const { accountId } = putAccount(
              layers,
              principal,
              {
                platform: row.platform,
                externalId: row.accountExternalId,
                origin: row.origin,
                name: row.accountName,
                handle: null,
                followers: null,
                timezone: null,
                source: 'import',
              },
              { seenAsOwn: false, imported: true, accountRef: null },
            );
            const post = structuredClone(row.post);
            if (!putPost(layers, principal, { accountId, post, importId, seenAt: importedAt })) {
              duplicates += 1;
            }
            const key = { accountId, postId: post.externalId };
            const capturedAt = row.capturedAt ?? importedAt;
            for (const observed of [{ capturedAt, metrics: row.metrics }, ...row.snapshots]) {
              putSnapshot(layers, principal, { ...key, ...observed });
            }
            putRetention(layers, principal, { ...key, capturedAt, curve: row.retention });
          }
          return { duplicates };
        },
        async addSnapshots(snapshots) {
          guard();
          const accounts = accountsOfImportedPosts(layers, principal);
          const unknown = new Set<string>();
          let duplicates = 0;
          for (const { postExternalId: postId, ...observed } of snapshots) {
            const owners = accounts.get(postId);
            if (owners === undefined) unknown.add(postId);
            else if (!isUnmeasured(observed.metrics)) {
              const fresh = owners.map((accountId) =>
                putSnapshot(layers, principal, { accountId, postId, ...observed }),
              );
              if (fresh.includes(false)) duplicates += 1;
            }
          }
          return { duplicates, unknownPostIds: [...unknown] };
        },
        async commit(summary) {
          guard();
          ended = true;
          for (const layer of Object.values(layers)) layer.merge();
          nameByBareId(state.series, principal);
          const accounts = listAccounts(state.series, principal, importId);
          if (accounts.length === 1) makeOwn(state.series, principal, importId);
          return {
            ...summary,
            accounts: accounts.slice(0, 1_000),
            accounts_total: accounts.length,
          };
        },
        async rollback() {
          ended = true;
        },
      };
      return transaction;
    },
  };
}

function accountsOfImportedPosts(
  series: Series,
  principal: Principal,
): ReadonlyMap<string, readonly string[]> {
  const rows = [...series.posts.values()].filter(
    (row) => isOf(principal, row) && row.importId !== null,
  );
  const byPost = Map.groupBy(rows, ({ post }) => post.externalId);
  return new Map([...byPost].map(([id, posts]) => [id, posts.map(({ accountId }) => accountId)]));
}

/** Only the end of an import tells that none of its rows names the account. */
function nameByBareId(series: Series, principal: Principal): void {
  for (const row of [...series.accounts.values()]) {
    const bareId = bareIdOf(row.profile);
    if (!isOf(principal, row) || bareId === null || row.profile.name !== null) continue;
    const key = accountKey(principal, row.profile.platform, row.profile.externalId);
    series.accounts.set(key, { ...row, profile: { ...row.profile, name: bareId } });
  }
}

function makeOwn(series: Series, principal: Principal, importId: string): void {
  const post = [...series.posts.values()].find((row) => row.importId === importId);
  for (const row of [...series.accounts.values()]) {
    if (!isOf(principal, row) || row.accountId !== post?.accountId) continue;
    const key = accountKey(principal, row.profile.platform, row.profile.externalId);
    series.accounts.set(key, { ...row, seenAsOwn: true });
  }
}

function listAccounts(series: Series, principal: Principal, importId: string) {
  const posts = [...series.posts.values()].filter(
    (row) => isOf(principal, row) && row.importId === importId,
  );
  const counts = Map.groupBy(posts, ({ accountId }) => accountId);
  return [...series.accounts.values()]
    .filter((row) => isOf(principal, row) && counts.has(row.accountId))
    .map(({ accountId, profile }) => ({
      account_id: accountRef(profile.platform, profile.externalId),
      name: profile.name,
      origin: profile.origin,
      posts: counts.get(accountId)?.length ?? 0,
    }))
    .sort((a, b) => b.posts - a.posts || (a.account_id < b.account_id ? -1 : 1));
}
