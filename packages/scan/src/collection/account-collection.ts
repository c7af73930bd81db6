import {
  type AccountRef,
  type Checkpoint,
  type Connector,
  CursorExpired,
  isUnmeasured,
  type Listing,
  type ListPlace,
  type Place,
  type PostsPage,
  type RefreshRule,
  readPlace,
  type StepLease,
  type SubjectKey,
  writePlace,
} from '@viral-scan/contracts';
import type { Clock } from '../ports/clock.ts';
import type { CollectionRepository } from '../ports/collections.ts';
import type { StepRepository } from '../ports/steps.ts';
import type { Ask } from './ask-platform.ts';
import { daysToRead } from './days-to-read.ts';
import { after, nextInListing } from './next-place.ts';
import { listingAfter, planListing } from './plan-listing.ts';
import { insightsLadder } from './refresh-ladder.ts';

/** Fewer missing than this may all be gone; more at once are rather a slip of the platform. */
const believableLosses = 10;

export interface AccountCollectionDeps {
  readonly steps: StepRepository;
  readonly collections: CollectionRepository;
  readonly clock: Clock;
  readonly connector: Connector;
  readonly ask: Ask;
}

export interface AccountCollectionWish {
  readonly subject: SubjectKey;
  readonly lease: StepLease;
  readonly ref: AccountRef;
  /** Posts published after it are read … */
  readonly since: Date;
  /** … and after this one counted. */
  readonly countedFrom: Date;
  /** Which of the known posts are read again. */
  readonly rules: readonly RefreshRule[];
  /** A listing younger than this is not repeated. */
  readonly freshMs: number;
  readonly withInsights: boolean;
  /** Only the newest so many posts are listed and read again; null: all. */
  readonly maxPosts: number | null;
}

/**
 * Reads one account, place after place (see `Place`); each is stored with what was read, so that a
 * killed worker goes on there. What is fresh enough is not read again.
 */
export class AccountCollection {
  readonly #deps: AccountCollectionDeps;
  readonly #wish: AccountCollectionWish;
  #postsWithoutMetrics = 0;
  #hasListedAnew = false;

  constructor(deps: AccountCollectionDeps, wish: AccountCollectionWish) {
    this.#deps = deps;
    this.#wish = wish;
  }

  /** Of the posts read in this step, those without counters. */
  get postsWithoutMetrics(): number {
    return this.#postsWithoutMetrics;
  }

  /**
   * Reads on from the checkpoint, or from the beginning.
   *
   * @param knownId of an account that is in the database already
   */
  async run(
    checkpoint: Checkpoint | null,
    knownId: string | null,
    onAccount: (accountId: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const stored = checkpoint === null ? null : readPlace(checkpoint.cursor);
    let accountId: string;
    let place: Place | null;
    if (checkpoint === null || stored === null) {
      ({ accountId, place } = await this.#begin(knownId));
    } else {
      ({ accountId, postsWithoutMetrics: this.#postsWithoutMetrics } = checkpoint);
      place = stored;
    }
    onAccount(accountId);
    while (place !== null) {
      signal.throwIfAborted();
      place = await this.#goOn(accountId, place);
    }
  }

  async #begin(knownId: string | null): Promise<{ accountId: string; place: Place }> {
    const { clock, collections } = this.#deps;
    const { subject, since, freshMs, maxPosts } = this.#wish;
    const now = clock.now();
    const listing = knownId === null ? null : await collections.listing(subject, knownId);
    const isEnough = maxPosts !== null && (await this.#stored(now)) >= maxPosts;
    const plan = planListing(listing, { since, now, freshMs, isEnough });
    if (plan === null && knownId !== null) {
      return { accountId: knownId, place: after('list', now.toISOString()) };
    }
    return this.#beginListing(plan?.since ?? since, plan?.rest ?? null);
  }

  async #beginListing(since: Date, rest: string | null) {
    const { steps, clock, connector, ask } = this.#deps;
    const { subject, lease, ref, maxPosts } = this.#wish;
    const startedAt = clock.now().toISOString();
    const { profile, cursor } = await ask((call) => connector.fetchAccount(ref, call));
    const place: Place = {
      phase: 'list',
      startedAt,
      cursor,
      since: since.toISOString(),
      rest,
      ...(maxPosts !== null && { remaining: maxPosts }),
    };
    const { accountId } = await steps.saveAccount(subject, lease, {
      profile,
      access: connector.access,
      capturedAt: clock.now(),
      cursor: writePlace(place),
    });
    return { accountId, place };
  }

  #goOn(accountId: string, place: Place): Promise<Place | null> {
    switch (place.phase) {
      case 'list':
        return this.#list(accountId, place);
      case 'refresh':
        return this.#refresh(accountId, place.startedAt, place.after);
      case 'insights':
        return this.#readInsights(accountId, place.startedAt, place.after);
      case 'days':
        return this.#readDays(accountId, place.startedAt);
    }
  }

  async #list(accountId: string, place: ListPlace): Promise<Place> {
    const { connector, ask, collections } = this.#deps;
    const since = new Date(place.since);
    const remaining = await this.#remaining(place);
    if (remaining !== null && remaining <= 0) return after('list', place.startedAt);
    let page: PostsPage;
    try {
      page = await ask((call) => connector.fetchPostsPage({ cursor: place.cursor, since }, call));
    } catch (error) {
      // A cursor of long ago; that a new listing breaks off too is the platform's own mistake.
      if (!(error instanceof CursorExpired) || this.#hasListedAnew) throw error;
      this.#hasListedAnew = true;
      return (await this.#beginListing(this.#wish.since, null)).place;
    }
    const { nextCursor } = page;
    const known = await collections.listing(this.#wish.subject, accountId);
    const listing = listingAfter(known, {
      since,
      startedAt: new Date(place.startedAt),
      nextCursor,
      rest: place.rest,
      wholeSince: this.#wish.since,
    });
    const listed = page.posts.filter(({ post }) => post.publishedAt > this.#wish.since).length;
    const next =
      remaining !== null && listed >= remaining
        ? after('list', place.startedAt)
        : nextInListing(place, nextCursor, this.#wish.since, listed);
    await this.#savePage(accountId, page.posts, next, { listing });
    return next;
  }

  /** Null: without a bound. */
  async #remaining({ remaining, startedAt }: ListPlace): Promise<number | null> {
    const { maxPosts } = this.#wish;
    if (maxPosts === null || remaining !== undefined) return remaining ?? null;
    return maxPosts - (await this.#stored(new Date(startedAt)));
  }

  /** Posts of the account that are known, of those that are wanted. */
  async #stored(until: Date): Promise<number> {
    const { subject, ref, since } = this.#wish;
    return (await this.#deps.steps.findAccount(subject, ref, since, until))?.posts ?? 0;
  }

  async #refresh(accountId: string, startedAt: string, afterId: string | null): Promise<Place> {
    const { connector, ask, collections } = this.#deps;
    const { subject, since, rules, ref, maxPosts } = this.#wish;
    const due = await collections.duePosts(subject, {
      accountId,
      what: 'counters',
      since,
      now: new Date(startedAt),
      rules,
      after: afterId,
      limit: connector.batch.posts,
      ...(maxPosts !== null && { newest: maxPosts }),
    });
    const last = due.at(-1);
    if (last === undefined) return after('refresh', startedAt);
    const ids = due.map(({ externalId }) => externalId);
    const posts = await ask((call) => connector.fetchPosts({ ref, ids }, call));
    const found = new Set(posts.map(({ post }) => post.externalId));
    const missing = ids.filter((id) => !found.has(id));
    const isBelievable = found.size > 0 || missing.length < believableLosses;
    const next: Place = { phase: 'refresh', startedAt, after: last.externalId };
    await this.#savePage(accountId, posts, next, { vanished: isBelievable ? missing : [] });
    return next;
  }

  async #readInsights(
    accountId: string,
    startedAt: string,
    afterId: string | null,
  ): Promise<Place> {
    const { connector, ask, collections, clock } = this.#deps;
    const { subject, lease, since, ref, withInsights } = this.#wish;
    const { fetchInsights, batch } = connector;
    if (fetchInsights === null || !withInsights) return after('insights', startedAt);
    const due = await collections.duePosts(subject, {
      accountId,
      what: 'insights',
      since,
      now: new Date(startedAt),
      rules: insightsLadder,
      after: afterId,
      limit: batch.insights,
    });
    const last = due.at(-1);
    if (last === undefined) return after('insights', startedAt);
    const insights = await ask((call) => fetchInsights({ ref, posts: due }, call));
    const next: Place = { phase: 'insights', startedAt, after: last.externalId };
    await collections.saveInsights(subject, lease, {
      accountId,
      postIds: due.map(({ externalId }) => externalId),
      insights,
      capturedAt: clock.now(),
      source: connector.source,
      next: this.#checkpoint(accountId, next),
    });
    return next;
  }

  async #readDays(accountId: string, startedAt: string): Promise<null> {
    const { connector, ask, collections, clock } = this.#deps;
    const { subject, lease, ref, withInsights } = this.#wish;
    const { fetchAccountDays } = connector;
    if (fetchAccountDays === null || !withInsights) return null;
    const days = daysToRead(await collections.knownDays(subject, accountId), new Date(startedAt));
    if (days === null) return null;
    const read = await ask((call) => fetchAccountDays({ ref, ...days }, call));
    await collections.saveDays(subject, lease, {
      accountId,
      ...read,
      capturedAt: clock.now(),
      source: connector.source,
      next: this.#checkpoint(accountId, { phase: 'days', startedAt }),
    });
    return null;
  }

  async #savePage(
    accountId: string,
    posts: PostsPage['posts'],
    next: Place,
    more: { readonly listing?: Listing; readonly vanished?: readonly string[] },
  ): Promise<void> {
    const { steps, clock, connector } = this.#deps;
    const { subject, lease, countedFrom } = this.#wish;
    const counted = posts.filter(({ post }) => post.publishedAt > countedFrom);
    const unmeasured = counted.filter(({ metrics }) => isUnmeasured(metrics)).length;
    const postsWithoutMetrics = this.#postsWithoutMetrics + unmeasured;
    await steps.savePage(subject, lease, {
      accountId,
      posts,
      countedFrom,
      capturedAt: clock.now(),
      source: connector.source,
      access: connector.access,
      next: { accountId, cursor: writePlace(next), postsWithoutMetrics },
      ...more,
    });
    this.#postsWithoutMetrics = postsWithoutMetrics;
  }

  #checkpoint(accountId: string, place: Place): Checkpoint {
    const postsWithoutMetrics = this.#postsWithoutMetrics;
    return { accountId, cursor: writePlace(place), postsWithoutMetrics };
  }
}
