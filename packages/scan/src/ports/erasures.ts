import type {
  AccountRef,
  ErasureOrigin,
  ErasureScope,
  ErasureState,
  Platform,
  SubjectKey,
} from '@viral-scan/contracts';

export interface ErasureRequest {
  /** Of the receipt; several subjects that one person's request concerns share it. */
  readonly code: string;
  readonly origin: ErasureOrigin;
  /** Null: all that is stored of the user. */
  readonly account: AccountRef | null;
  /** Real time. */
  readonly requestedAt: Date;
}

/** What is kept of erasures under one code. */
export interface KeptErasure {
  readonly code: string;
  readonly state: ErasureState;
  readonly scope: ErasureScope;
  readonly requestedAt: Date;
  readonly completedAt: Date | null;
  /** Rows, keys and jobs, by kind. */
  readonly erased: Readonly<Record<string, number>>;
  readonly notRevoked: readonly { readonly platform: Platform; readonly reason: string }[];
}

/** What callers and platforms may do; how erasures go on is the dispatcher's, see `ErasureWork`. */
export interface ErasureRepository {
  /**
   * One transaction. When it has committed, no write for the subject (or the account) gets in any
   * more, its open scans are cancelled, and workers have lost their steps. An erasure of the same
   * that is running is answered instead. Null: nobody is known by what was asked for; a receipt that
   * is complete is kept.
   */
  begin(subject: SubjectKey | null, request: ErasureRequest): Promise<KeptErasure>;
  /** Has what is kept under `codes`, running or not, found under `code`, too. */
  alsoFindUnder(code: string, codes: readonly string[]): Promise<void>;
  /** All that is found under the code, as one. */
  find(code: string): Promise<KeptErasure | null>;
}

/** See erasure/steps.ts. */
export type ErasureStep = 'grants' | 'queue' | 'rows' | 'keys' | 'traces';

/** An erasure that this process works at, as long as its lease lasts. */
export interface RunningErasure extends SubjectKey {
  readonly erasureId: string;
  readonly lease: string;
  readonly origin: ErasureOrigin;
  readonly account: AccountRef | null;
  readonly requestedAt: Date;
  /** What the queue may know of. */
  readonly scanIds: readonly string[];
  readonly stepsDone: readonly ErasureStep[];
  /** Real time of the last of them. */
  readonly stepDoneAt: Date | null;
  /** How often it was taken over since the last step was done; from 1. */
  readonly attempts: number;
}

/** Rows, keys and jobs, by kind. */
export type ErasedCounts = Readonly<Record<string, number>>;

/**
 * How erasures go on. What changes an erasure throws `StepLost` when its lease is another's since;
 * then nothing was changed.
 */
export interface ErasureWork {
  /** The one that is due for longest and that nobody works at; null: there is none. */
  take(leaseMs: number): Promise<RunningErasure | null>;
  extend(erasure: RunningErasure, leaseMs: number): Promise<void>;
  /** Lets it go, until so much later. */
  postpone(erasure: RunningErasure, ms: number): Promise<void>;
  stepDone(erasure: RunningErasure, step: ErasureStep, erased: ErasedCounts): Promise<void>;
  count(erasure: RunningErasure, erased: ErasedCounts): Promise<void>;
  /** Replaces what is known of grants that were not taken back. */
  keepNotRevoked(erasure: RunningErasure, notRevoked: KeptErasure['notRevoked']): Promise<void>;
  /** Null when the user is gone already. */
  userOf(erasure: RunningErasure): Promise<string | null>;
  /** Deletes, in portions and counted, whatever of schema `scan` it is about. */
  deleteRows(erasure: RunningErasure, signal: AbortSignal): Promise<void>;
  /** Deletes the connections it is about, and for a whole user the consents that are waited for. */
  deleteGrants(erasure: RunningErasure): Promise<ErasedCounts>;
  /** Deletes who the subject was, if it is about the whole user, and all of the erasure but its receipt. */
  complete(erasure: RunningErasure): Promise<void>;
  /** Erasures that have not completed, and the age of the oldest. */
  lag(): Promise<{ readonly running: number; readonly oldestSeconds: number }>;
}

/** What Redis holds of a user. */
export interface ErasureTraces {
  /**
   * Removes jobs of these scans with all that names them. `isHeld`: a worker still has one of them,
   * which is removed when it lets go.
   */
  removeJobs(
    scanIds: readonly string[],
  ): Promise<{ readonly erased: ErasedCounts; readonly isHeld: boolean }>;
  /** The cached report of the user, and the pace of whoever calls were made for. */
  removeKeys(userId: string | null, callers: readonly string[]): Promise<ErasedCounts>;
  /**
   * Events of these scans and of the access to these accounts, and requests of the user; null: none
   * of theirs.
   */
  removeFromStreams(whose: {
    readonly scanIds: readonly string[];
    readonly accounts: readonly AccountRef[];
    readonly userId: string | null;
  }): Promise<ErasedCounts>;
  /** What was removed is to leave the files of Redis, too, soon. */
  rewriteFiles(): Promise<void>;
}
