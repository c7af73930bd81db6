import type {
  AccountProfile,
  AccountRef,
  Authorization,
  Connection,
  GrantKind,
  NewConnection,
  OwnProfile,
  Renewal,
  SubjectKey,
} from '@viral-scan/contracts';

/** Where a sealed text is stored; the seal covers it. */
export interface SealedField {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

export interface Vault {
  seal(subject: SubjectKey, field: SealedField, plaintext: string): Promise<Uint8Array>;
  /** Rejects what was not sealed for this field of this subject. */
  open(subject: SubjectKey, field: SealedField, sealed: Uint8Array): Promise<string>;
}

/** Names the tokens of a connection as they were at one moment. */
export type ConnectionMoment = Pick<Connection, 'connectionId' | 'generation'>;

/** Grants for own accounts; an account has one at most. */
export interface ConnectionRepository {
  find(subject: SubjectKey, ref: AccountRef): Promise<Connection | null>;
  /** By ref. */
  list(subject: SubjectKey): Promise<readonly Connection[]>;
  /**
   * Connects the account, or connects it again: tokens and kind are replaced, active whatever it
   * was. Null when the account has a connection by another id, which `find` now answers.
   */
  save(subject: SubjectKey, connection: NewConnection): Promise<Connection | null>;
  /**
   * Renews the tokens under a lock that all processes share: of several that saw the same moment
   * one calls `exchange`, and its outcome is kept in the same transaction; the others wait and
   * are answered with what is there then. Null when there is no such connection any more.
   * What `exchange` throws is passed on and changes nothing; it must end within seconds.
   *
   * @throws UpstreamUnavailable when another renewal took too long to wait for
   */
  renew(
    subject: SubjectKey,
    seen: ConnectionMoment,
    exchange: (locked: Connection) => Promise<Renewal>,
  ): Promise<Connection | null>;
  /** Makes it `reauthorization_required`, if it is active and still as it was seen. Keeps tokens. */
  refuse(subject: SubjectKey, seen: ConnectionMoment, reason: string): Promise<void>;
  /** Makes it `disconnected`; waits for a renewal that is under way. Keeps tokens. */
  disconnect(subject: SubjectKey, ref: AccountRef): Promise<Connection | null>;
  /** Keeps why the platform did not take a disconnected one back, if it is still as it was seen. */
  noteUnrevoked(subject: SubjectKey, seen: ConnectionMoment, reason: string): Promise<void>;
  /**
   * Destroys the tokens of a disconnected one, if it is still as it was seen. `notRevoked`: why the
   * platform did not take them back; kept as its reason.
   */
  destroyTokens(
    subject: SubjectKey,
    seen: ConnectionMoment,
    notRevoked: string | null,
  ): Promise<void>;
  /**
   * The grant is about to be given back at its platform: what that tells of it within minutes is no
   * word of the person.
   */
  noteGivenBack(connection: Pick<Connection, 'platform' | 'externalId' | 'aliases'>): Promise<void>;
}

/** Consents that are waited for. */
export interface AuthorizationRepository {
  /** Sweeps some that expired long ago, whosoever. */
  keep(authorization: Authorization): Promise<void>;
  /** Deletes it: a state is good once. An expired one is answered as long as it is there. */
  take(stateHash: string): Promise<Authorization | null>;
}

/** The accounts that scans take as the user's own; see `ScanRepository.ownAccounts`. */
export interface OwnProfileRepository {
  /** Makes it own; what was collected or imported of it stays as it is. May be done twice. */
  keep(subject: SubjectKey, profile: AccountProfile): Promise<void>;
  /** By ref. */
  list(subject: SubjectKey): Promise<readonly OwnProfile[]>;
}

/** The grant for one account, for as long as a job needs it. */
export interface OwnGrant {
  readonly kind: GrantKind;
  readonly scopes: readonly string[];
  readonly missingScopes: readonly string[];
  /**
   * A live access token, renewed as long before its end as its platform advises: then, if it can be,
   * and within its last minute in any case.
   *
   * @throws ReauthorizationRequired when the grant is dead: nothing is asked of the platform then
   * @throws UpstreamUnavailable and kin when it cannot be renewed at the moment
   */
  token(signal: AbortSignal): Promise<string>;
  /** Another token than the one the platform refused; several who ask at once get the same. */
  renew(refused: string, signal: AbortSignal): Promise<string>;
  /** The user has to connect the account again; `reason` is shown to them. */
  giveUp(reason: string): Promise<void>;
}

/** Access to connected accounts, for those who read them. */
export interface AccessTokens {
  /** Null when the account is not connected (any more), or its platform not configured. */
  grantOf(subject: SubjectKey, ref: AccountRef): Promise<OwnGrant | null>;
}
