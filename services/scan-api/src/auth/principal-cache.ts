import type { Caller, Principal } from '@viral-scan/contracts';
import type { IdentityRepository } from '@viral-scan/scan';

const lifetimeMs = 60_000;
const maxEntries = 10_000;

/**
 * Remembers for a minute which subject stands behind a user, the least recently seen forgotten
 * first; scopes always come from the call. Calls that ask at once share one look-up.
 */
export function rememberPrincipals(
  identity: Pick<IdentityRepository, 'principalOf'>,
  nowMs: () => number = () => performance.now(),
): (caller: Caller) => Promise<Principal> {
  const known = new Map<string, { principal: Promise<Principal>; until: number }>();
  return async (caller) => {
    const key = `${caller.tenantId}/${caller.userId}`;
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
}
