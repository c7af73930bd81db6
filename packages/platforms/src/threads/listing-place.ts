import { CursorExpired } from '@viral-scan/contracts';
import { at, broken, type JsonNode } from '../answer/json-node.ts';
import { afterCursor, listOf } from '../meta/paging.ts';
import { isThreadsId } from './profile.ts';

/** Where a listing of a profile's threads stands; `after` is null at its start. */
export interface ListingPlace {
  readonly userId: string;
  readonly after: string | null;
}

export const writePlace = ({ userId, after }: ListingPlace): string =>
  JSON.stringify([userId, after]);

export function readPlace(cursor: string): ListingPlace {
  try {
    const [userId, after] = JSON.parse(cursor) as unknown[];
    const isUser = typeof userId === 'string' && isThreadsId(userId);
    if (isUser && (after === null || typeof after === 'string')) return { userId, after };
  } catch {
    // Falls through: one answer for every unreadable cursor.
  }
  throw new CursorExpired('the cursor is none of a Threads connector');
}

/**
 * The cursor behind a page, null at the end: Threads has no `paging.next`, and gives cursors with the
 * last page too. What is behind that is empty.
 * @throws UpstreamContractBroken when the cursor does not move: such a listing would never end
 */
export function cursorBehind(root: JsonNode, after: string | null): string | null {
  if (listOf(root).length === 0) return null;
  const next = afterCursor(root);
  if (next !== null && next === after) throw broken(at(root, 'paging'), 'does not move on');
  return next;
}
