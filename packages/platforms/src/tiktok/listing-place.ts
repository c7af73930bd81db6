import { CursorExpired } from '@viral-scan/contracts';
import { at, broken, type JsonNode } from '../answer/json-node.ts';
import { optionalDifference, requiredFlag } from '../answer/numbers.ts';

/** Where a listing of an account's posts stands; `beforeMs` is null at its start. */
export interface ListingPlace {
  readonly openId: string;
  /** Posts published before it are next: TikTok's cursor is a time. */
  readonly beforeMs: number | null;
}

export const writePlace = ({ openId, beforeMs }: ListingPlace): string =>
  JSON.stringify([openId, beforeMs]);

export function readPlace(cursor: string): ListingPlace {
  try {
    const [openId, beforeMs] = JSON.parse(cursor) as unknown[];
    const isTime = beforeMs === null || (Number.isSafeInteger(beforeMs) && Number(beforeMs) > 0);
    if (typeof openId === 'string' && isTime) {
      return { openId, beforeMs: beforeMs === null ? null : Number(beforeMs) };
    }
  } catch {
    // Falls through: one answer for every unreadable cursor.
  }
  throw new CursorExpired('the cursor is none of a TikTok connector');
}

/**
 * Where the listing goes on after a page, null at its end. Only `has_more` says so: pages may be
 * short or empty before the end.
 * @throws UpstreamContractBroken when the cursor is missing or does not move: such a listing would
 * never end, and calling it complete would lose posts
 */
export function nextPlace(data: JsonNode, { openId, beforeMs }: ListingPlace): ListingPlace | null {
  if (!requiredFlag(at(data, 'has_more'))) return null;
  const cursor = at(data, 'cursor');
  const next = optionalDifference(cursor);
  if (next === null || next <= 0) throw broken(cursor, 'is missing while there is more');
  if (beforeMs !== null && next >= beforeMs) throw broken(cursor, 'does not move on');
  return { openId, beforeMs: next };
}
