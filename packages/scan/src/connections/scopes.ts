import type { OAuth } from '@viral-scan/contracts';

/** What a user has held back of what was asked for. */
export function missingScopes(
  oauth: Pick<OAuth, 'scopes' | 'requiredScopes'>,
  granted: readonly string[],
): { readonly required: readonly string[]; readonly optional: readonly string[] } {
  const held = new Set(granted);
  const required = oauth.requiredScopes.filter((scope) => !held.has(scope));
  const optional = oauth.scopes.filter((scope) => !held.has(scope) && !required.includes(scope));
  return { required, optional };
}
