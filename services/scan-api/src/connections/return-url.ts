import type { FinishedConnection } from '@viral-scan/scan';

/** Where the browser goes in the end, told how it went; parameters of ours replace its own. */
export function returnUrl(returnTo: string, finished: FinishedConnection): string {
  const url = new URL(returnTo);
  for (const name of ['connected', 'error', 'missing_scopes']) url.searchParams.delete(name);
  if (finished.outcome === 'connected') url.searchParams.set('connected', finished.ref);
  else url.searchParams.set('error', finished.reason);
  if (finished.missingScopes.length > 0) {
    url.searchParams.set('missing_scopes', finished.missingScopes.join(' '));
  }
  return url.href;
}
