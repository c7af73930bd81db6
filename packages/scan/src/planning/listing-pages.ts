import type { Listing } from '@viral-scan/contracts';
import type { ListingPlan } from '../collection/plan-listing.ts';

export interface ListingPages {
  /** With posts that are wanted. */
  readonly pages: number;
  /** Without. */
  readonly pagesOfOld: number;
  /** How many posts are still to be listed is not known. */
  readonly atLeast: boolean;
}

const none: ListingPages = { pages: 0, pagesOfOld: 0, atLeast: false };

/**
 * The pages of a listing, going by the posts that are known. A listing ends with the first page
 * without a post that is wanted, or with the last one there is: a page on which only some are
 * wanted is followed by another.
 */
export function listingPages(
  plan: ListingPlan | null,
  listing: Listing | null,
  known: {
    readonly postsPerPage: number;
    /** All that are known, and those published after the plan's `since`. */
    readonly posts: number;
    readonly wanted: number;
  },
): ListingPages {
  if (plan === null) return none;
  const { postsPerPage, posts, wanted } = known;
  const pages = Math.ceil(wanted / postsPerPage);
  const goesOn = Math.ceil(posts / postsPerPage) > pages;
  if (plan.rest !== null) {
    return { pages: pages + 1, pagesOfOld: goesOn ? 1 : 0, atLeast: true };
  }
  const complete = listing?.complete ?? null;
  if (complete === null || complete.since > plan.since) {
    return { pages: Math.max(1, pages), pagesOfOld: 0, atLeast: true };
  }
  // Whether anything lies behind the last known page is not known.
  return { pages, pagesOfOld: goesOn || pages === 0 ? 1 : 0, atLeast: !goesOn && pages > 0 };
}
