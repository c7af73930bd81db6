import type { SubjectKey } from '@viral-scan/contracts';

/**
 * Terminology: a *data key* seals what is stored of one subject. It is kept *wrapped*, that is sealed
 * itself, under the *master key* of some version. A subject has at most one live data key; destroying
 * it makes everything it sealed unreadable, wherever copies of that lie.
 */
export interface WrappedKey extends SubjectKey {
  readonly keyId: string;
  readonly wrapped: Uint8Array;
  readonly masterVersion: number;
}

/** Where wrapped keys are kept; fulfilled by the store. Ids are UUIDs in any case of letters. */
export interface SubjectKeys {
  /** The live key. */
  current(subject: SubjectKey): Promise<WrappedKey | null>;
  /**
   * The first one wins: answers the live key, be it this or one that was there.
   *
   * @throws NotFound for a subject that is not known.
   */
  create(key: WrappedKey): Promise<WrappedKey>;
  /** Null: the subject has never had this key. */
  byId(subject: SubjectKey, keyId: string): Promise<WrappedKey | 'destroyed' | null>;
  /** Destroys the live key; answers how many there were. */
  destroy(subject: SubjectKey): Promise<number>;
  /** How many live keys there are under each version of the master key. */
  countByVersion(): Promise<ReadonlyMap<number, number>>;
  /**
   * Live keys of all subjects under other versions than `version`, by ascending id, from the first
   * (null) or the one behind `afterKeyId`.
   */
  staleBatch(
    version: number,
    limit: number,
    afterKeyId: string | null,
  ): Promise<readonly WrappedKey[]>;
  /** Replaces the wrapping of a live key that is still under `fromVersion`; false if it is not. */
  rewrap(key: WrappedKey, fromVersion: number): Promise<boolean>;
}
