import { CursorExpired } from '@viral-scan/contracts';
import { at, broken, type JsonNode } from '../answer/json-node.ts';
import { afterCursor, hasNextPage } from '../meta/paging.ts';
import { isGraphId } from './own-account.ts';

/** Where a listing of an account's media stands; `after` is null at its start. */
export interface ListingPlace {
  readonly accountId: string;
  readonly after: string | null;
}

export const writePlace = ({ accountId, after }: ListingPlace): string =>
  JSON.stringify([accountId, after]);

export function readPlace(cursor: string): ListingPlace {
  try {
    const [accountId, after] = JSON.parse(cursor) as unknown[];
    const isAccount = typeof accountId === 'string' && isGraphId(accountId);
    if (isAccount && (after === null || typeof after === 'string')) return { accountId, after };
  } catch {
    // Falls through: one answer for every unreadable cursor.
  }
  throw new CursorExpired('the cursor is none of an Instagram connector');
}

/**
 * The cursor behind a page that came at the cursor `after`, null at the listing's end. Cursors come
 * with the last page too: only that there is a `paging.next` counts, whatever stands in it.
 * @throws UpstreamContractBroken when the cursor is missing or does not move: such a listing would
 * never end, and calling it complete would lose what is behind
 */
export function cursorBehind(root: JsonNode, after: string | null): string | null {
  if (!hasNextPage(root)) return null;
  const next = afterCursor(root);
  const cursors = at(root, 'paging', 'cursors');
  if (next === null) throw broken(cursors, 'is missing while there is more');
  if (next === after) throw broken(cursors, 'does not move on');
  return next;
}

/** Where an account's listing goes on after a page. */
export function nextPlace(root: JsonNode, { accountId, after }: ListingPlace): ListingPlace | null {
  const next = cursorBehind(root, after);
  return next === null ? null : { accountId, after: next };
}
