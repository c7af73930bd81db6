import type { AccountRef, Connector, Platform, SubjectKey } from '@viral-scan/contracts';

/** A way to read with the grant of one connected account. Tokens live here and in calls, nowhere else. */
export interface OwnAccess {
  readonly connector: Connector;
  /** A live access token. @throws ReauthorizationRequired when the grant is dead */
  token(signal: AbortSignal): Promise<string>;
  /** A token other than the one that was refused. @throws ReauthorizationRequired */
  renew(refused: string, signal: AbortSignal): Promise<string>;
  /** The platform will not have the grant any more: the user is asked to connect again. */
  giveUp(reason: string): Promise<void>;
}

export interface OwnAccounts {
  /** Null when the account is not connected, or its platform not configured. */
  accessTo(subject: SubjectKey, ref: AccountRef): Promise<OwnAccess | null>;
  /**
   * To accounts of others, with the grant of one of the user's own on that platform. Null when none is
   * connected, or the platform shows nobody others.
   */
  accessToOthers(subject: SubjectKey, platform: Platform): Promise<OwnAccess | null>;
}
