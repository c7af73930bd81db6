import { DomainError } from '@viral-scan/contracts';

/**
 * A sealed value or a wrapped key does not open: damaged, cut, or not of this place (another row,
 * column, table, tenant or subject). Trying again does not help; nothing of it is shown.
 */
export class SealBroken extends DomainError {
  readonly code = 'seal_broken';
}

/** The subject's key was destroyed: what it sealed is gone for good. Never retried. */
export class KeyDestroyed extends DomainError {
  readonly code = 'key_destroyed';
}

/** A key is wrapped under a master key that was not configured: an operator must bring it back. */
export class MasterKeyMissing extends DomainError {
  readonly code = 'master_key_missing';
  readonly version: number;
  constructor(version: number, options?: ErrorOptions) {
    super(
      `a key is wrapped under version ${version} of the master key, which is not configured`,
      options,
    );
    this.version = version;
  }
}
