import type { Listing } from '@viral-scan/contracts';

/**
 * Listings of platforms are nearly in order: premieres and posts made public later appear a little
 * below the top.
 */
const overlapMs = 3 * 86_400_000;

/** What has to be listed: posts published after `since`, then, from `rest` on, what is older. */
export interface ListingPlan {
  readonly since: Date;
  readonly rest: string | null;
}

/** Null when nothing is to be listed: what is known is fresh enough. */
export function planListing(
  listing: Listing | null,
  {
    since,
    now,
    freshMs,
    isEnough = false,
  }: {
    readonly since: Date;
    readonly now: Date;
    readonly freshMs: number;
    /** As many posts are stored as are wanted: those behind a listing that stopped are not. */
    readonly isEnough?: boolean;
  },
): ListingPlan | null {
  const after = (listedAt: Date): Date =>
    new Date(Math.max(since.getTime(), listedAt.getTime() - overlapMs));
  const isFresh = (listedAt: Date): boolean => now.getTime() - listedAt.getTime() < freshMs;
  const complete = listing?.complete ?? null;
  if (complete !== null && complete.since <= since) {
    return isFresh(complete.listedAt) ? null : { since: after(complete.listedAt), rest: null };
  }
  const stopped = listing?.backfill ?? null;
  if (stopped !== null && isEnough && isFresh(stopped.listedAt)) return null;
  const top = stopped === null ? since : after(stopped.listedAt);
  return { since: top, rest: top > since ? (stopped?.cursor ?? null) : null };
}

/** What is known of the listing once a page is stored; `nextCursor` null: it was the last. */
export function listingAfter(
  listing: Listing | null,
  page: {
    readonly since: Date;
    readonly startedAt: Date;
    readonly nextCursor: string | null;
    readonly rest: string | null;
    /** How far back the whole collection looks. */
    readonly wholeSince: Date;
  },
): Listing {
  const known = listing ?? { complete: null, backfill: null };
  const { since, startedAt, nextCursor, rest, wholeSince } = page;
  const isWhole = since <= wholeSince;
  if (nextCursor !== null) {
    // Pages on top of what is known say nothing before they meet it.
    return isWhole ? { ...known, backfill: { cursor: nextCursor, listedAt: startedAt } } : known;
  }
  if (rest !== null) return { ...known, backfill: { cursor: rest, listedAt: startedAt } };
  return isWhole
    ? { complete: { since, listedAt: startedAt }, backfill: null }
    : { ...known, complete: { since: known.complete?.since ?? since, listedAt: startedAt } };
}
