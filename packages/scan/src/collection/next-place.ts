import type { ListPlace, Place } from '@viral-scan/contracts';

/** The place behind a phase that is done. */
export function after(phase: 'list' | 'refresh' | 'insights', startedAt: string): Place {
  switch (phase) {
    case 'list':
      return { phase: 'refresh', startedAt, after: null };
    case 'refresh':
      return { phase: 'insights', startedAt, after: null };
    case 'insights':
      return { phase: 'days', startedAt };
  }
}

/** The place behind a page of the listing with so many `listed` of the wanted posts. */
export function nextInListing(
  { remaining, ...place }: ListPlace,
  nextCursor: string | null,
  wholeSince: Date,
  listed: number,
): Place {
  if (nextCursor !== null) {
    const left = remaining !== undefined && { remaining: remaining - listed };
    return { ...place, cursor: nextCursor, ...left };
  }
  if (place.rest === null) return after('list', place.startedAt);
  return { ...place, cursor: place.rest, since: wholeSince.toISOString(), rest: null };
}
