import type { Scope } from './principal.ts';

/** Who calls, as the proof of identity says; not yet known to the database. */
export interface Caller {
  readonly tenantId: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
}

/** Proves a service of a tenant, which acts for the users it names. */
export interface ServiceKey {
  readonly keyId: string;
  readonly tenantId: string;
  readonly scopes: readonly Scope[];
}

export interface NewServiceKey {
  readonly tenantId: string;
  readonly name: string;
  /** SHA-256 of the key's secret, which itself is not kept. */
  readonly secretHash: Uint8Array;
  readonly scopes: readonly Scope[];
}
