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
  find(code: string): Promise<KeptErasure | null>;
}
