import { randomBytes } from 'node:crypto';
import { SealBroken } from '../errors.ts';
import type { MasterKeys } from '../keys/master-keys.ts';
import type { SubjectKeys, WrappedKey } from '../keys/subject-keys.ts';
import { rewrapKey } from '../keys/wrap-key.ts';

export interface RotateOptions {
  readonly masterKeys: MasterKeys;
  readonly subjectKeys: Pick<SubjectKeys, 'countByVersion' | 'staleBatch' | 'rewrap'>;
  readonly onProgress?: (progress: RotationProgress) => void;
  /** Aborting rejects with the signal's own reason, between two batches. */
  readonly signal?: AbortSignal;
  /** Keys that are read, and then written, together. Default 100. */
  readonly batchSize?: number;
}

export interface RotationProgress {
  /** Keys looked at, be it that they were re-wrapped, had been meanwhile, or are broken. */
  readonly done: number;
  /** Keys that were under another version at the start. */
  readonly total: number;
}

export interface RotationResult {
  readonly rewrapped: number;
  /** Ids of keys that did not open: left as they are. */
  readonly broken: readonly string[];
}

/**
 * Brings all live keys under the current master key: unwrapped with the version their row names and
 * wrapped anew, while others go on sealing and opening, since the data keys stay the same.
 *
 * Nothing is remembered but the version on each row. A row changes in one statement, and only if it
 * still has the version that was read: so a rotation that was killed is run again, two may run at
 * once, and none touches a key that was destroyed meanwhile. Keys that a process with an older
 * configuration makes during the run may be missed; running it again is cheap.
 *
 * @throws MasterKeyMissing before anything is changed, when a version in use is not configured.
 */
export async function rotate(options: RotateOptions): Promise<RotationResult> {
  const { masterKeys, subjectKeys, onProgress, signal, batchSize = 100 } = options;
  const { currentVersion } = masterKeys;
  const counts = await subjectKeys.countByVersion();
  const staleVersions = [...counts.keys()].filter((version) => version !== currentVersion);
  for (const version of staleVersions) masterKeys.get(version);
  const total = staleVersions.reduce((sum, version) => sum + (counts.get(version) ?? 0), 0);

  const broken: string[] = [];
  let [done, rewrapped] = [0, 0];
  let afterKeyId: string | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const batch: readonly WrappedKey[] = await subjectKeys.staleBatch(
      currentVersion,
      batchSize,
      afterKeyId,
    );
    const last = batch.at(-1);
    if (last === undefined) return { rewrapped, broken };
    const changed = await Promise.all(batch.map(rewrap));
    rewrapped += changed.filter(Boolean).length;
    done += batch.length;
    afterKeyId = last.keyId;
    onProgress?.({ done, total });
  }

  async function rewrap(key: WrappedKey): Promise<boolean> {
    try {
      return await subjectKeys.rewrap(rewrapKey(masterKeys, key, randomBytes), key.masterVersion);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      broken.push(key.keyId);
      return false;
    }
  }
}
