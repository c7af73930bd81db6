import type { Caller, Principal } from '@viral-scan/contracts';
import type { IdentityRepository } from '@viral-scan/scan';

/** Also how long another process may take somebody for known who is being erased. */
const lifetimeMs = 10_000;
const maxEntries = 10_000;

export interface RememberedPrincipals {
  of(caller: Caller): Promise<Principal>;
  /** What stood behind the user may be gone. */
  forget(caller: Caller): void;
}

/**
 * Remembers for some seconds which subject stands behind a user, the least recently seen forgotten
 * first; scopes always come from the call. Calls that ask at once share one look-up.
 */
export function rememberPrincipals(
  identity: Pick<IdentityRepository, 'principalOf'>,
  nowMs: () => number = () => performance.now(),
): RememberedPrincipals {
  const known = new Map<string, { principal: Promise<Principal>; until: number }>();
  const keyOf = ({ tenantId, userId }: Caller): string => `${tenantId}/${userId}`;
  const of = async (caller: Caller): Promise<Principal> => {
    const key = keyOf(caller);
    let entry = known.get(key);
    known.delete(key);
    if (entry === undefined || entry.until <= nowMs()) {
      const principal = identity.principalOf(caller);
      principal.catch(() => {
        if (known.get(key)?.principal === principal) known.delete(key);
      });
      entry = { principal, until: nowMs() + lifetimeMs };
    }
    known.set(key, entry);
    const eldest = known.keys().next();
    if (known.size > maxEntries && eldest.done !== true) known.delete(eldest.value);
    return { ...(await entry.principal), scopes: caller.scopes };
  };
  return { of, forget: (caller) => void known.delete(keyOf(caller)) };
}
