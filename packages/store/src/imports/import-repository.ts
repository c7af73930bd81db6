import type {
  ImportedPost,
  ImportedSnapshot,
  ImportResult,
  ImportSummary,
  OpenImport,
  Principal,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { holdSubject, refuseErased } from '../erasures/hold-subject.ts';
import { addPosts } from './add-posts.ts';
import { addSnapshots } from './add-snapshots.ts';
import { recordImport } from './record-import.ts';

export interface ImportTransaction {
  addPosts(posts: readonly ImportedPost[]): Promise<{ duplicates: number }>;
  addSnapshots(
    snapshots: readonly ImportedSnapshot[],
  ): Promise<{ duplicates: number; unknownPostIds: readonly string[] }>;
  commit(summary: ImportSummary): Promise<ImportResult>;
  rollback(): Promise<void>;
}

export interface ImportRepository {
  begin(principal: Principal, start: OpenImport): Promise<ImportTransaction>;
}

/**
 * An import is one transaction on one connection, open as long as the upload runs; it takes locks
 * on the rows of its own accounts and posts only, and on its subject as it commits: an erasure that
 * begins meanwhile does not wait for the upload, which is refused with its next portion. A caller that goes away without `rollback` is
 * rolled back by the server when nothing came for a minute (`idleTimeoutMs`; 0 where the server
 * knows no such timeout).
 */
export function createImportRepository(
  pool: Pool,
  { idleTimeoutMs }: { readonly idleTimeoutMs: number },
): ImportRepository {
  return {
    async begin(principal, start) {
      const client = await pool.connect();
      let ended = false;
      const release = (broken?: Error) => {
        ended = true;
        client.release(broken);
      };
      const rollback = async () => {
        if (ended) return;
        await client.query('rollback').then(
          () => release(),
          (error: Error) => release(error),
        );
      };
      const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
        if (ended) throw new Error('the import has ended');
        try {
          return await work();
        } catch (error) {
          await rollback();
          throw error;
        }
      };
      await guarded(async () => {
        await client.query('begin');
        if (idleTimeoutMs > 0) {
          await client.query(`select set_config('idle_in_transaction_session_timeout', $1, true)`, [
            String(idleTimeoutMs),
          ]);
        }
      });
      return {
        addPosts: (posts) =>
          guarded(async () => {
            await refuseErased(client, principal);
            return addPosts(client, principal, start, posts);
          }),
        addSnapshots: (snapshots) =>
          guarded(async () => {
            await refuseErased(client, principal);
            return addSnapshots(client, principal, snapshots);
          }),
        commit: (summary) =>
          guarded(async () => {
            await holdSubject(client, principal);
            const result = await recordImport(client, principal, start, summary);
            await client.query('commit');
            release();
            return result;
          }),
        rollback,
      };
    },
  };
}
