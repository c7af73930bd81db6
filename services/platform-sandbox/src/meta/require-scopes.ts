import type { GraphCall } from './graph-call.ts';
import { noPermission } from './graph-error.ts';

/** All that a call needs must have been granted. */
export function requireScopes({ grant }: GraphCall, needed: readonly string[]): void {
  if (!needed.every((scope) => grant.scopes.includes(scope))) throw noPermission();
}
