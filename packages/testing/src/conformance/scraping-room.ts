import type {
  AccountProfile,
  Principal,
  RankedPost,
  Ranking,
  Role,
  ScrapeLimit,
  ScrapeParameters,
} from '@viral-scan/contracts';
import { expect } from 'vitest';
import { newScrape } from '../builders/new-scrape.ts';
import { metrics, profile } from '../builders/post.ts';
import {
  capturedAt,
  collected,
  coverage,
  type StoreUnderTest,
  started,
} from './store-under-test.ts';

export const somebodysProfile = (known: Partial<AccountProfile> = {}): AccountProfile =>
  profile({ platform: 'threads', externalId: '1789', handle: 'Some.Body', ...known });

export const rankedPost = (postId: string, known: Partial<RankedPost> = {}): RankedPost => ({
  postId,
  metrics: metrics({ views: 1_000, likes: 40, comments: 8, shares: 2 }),
  engagementRate: { rate: 0.05, denominator: 'views' },
  percentile: 50,
  comparison: 'equal_age',
  compared: 200,
  ...known,
});

export interface ToScrape {
  readonly ref?: string;
  readonly role?: Role;
  readonly profile?: AccountProfile;
  readonly scrape?: Partial<ScrapeParameters>;
  /** Ids of posts that are stored, with their time. */
  readonly posts?: Readonly<Record<string, string>>;
  readonly status?: 'complete' | 'partial';
}

/** A task whose account was read, up to its last step. */
export async function collectedScrape(store: StoreUnderTest, who: Principal, to: ToScrape = {}) {
  const planned = newScrape(to);
  const { scanId } = planned;
  expect(await store.scans.initiate(who, planned)).toMatchObject({ outcome: 'created' });
  const { lease } = await started(store, who, scanId, 'collect-0');
  const known = to.profile ?? somebodysProfile();
  const { accountId } = await store.steps.saveAccount(who, lease, {
    profile: known,
    access: 'public',
    capturedAt,
    cursor: 'page-1',
  });
  const posts = Object.entries(to.posts ?? {}).map(([id, at]) =>
    collected(id, at, metrics({ views: 1_000, likes: 40 })),
  );
  await store.steps.savePage(who, lease, {
    accountId,
    posts,
    capturedAt,
    source: 'threads-api',
    access: 'public',
    next: null,
  });
  const said = coverage(to.status ?? 'complete', posts.length);
  await store.steps.finishCollect(who, lease, {
    state: 'completed',
    accountId,
    coverage: said,
    error: null,
  });
  const rank = await started(store, who, scanId, 'rank-posts');
  return { scanId, accountId, coverage: said, lease: rank.lease };
}

export const rankingOf = (...ranked: readonly RankedPost[]): Ranking => ({
  postIds: ranked.map(({ postId }) => postId),
  ranked,
});

/** A task whose posts stand as given: their percentile and when they were published. */
export async function scraped(
  store: StoreUnderTest,
  who: Principal,
  posts: readonly (RankedPost & { readonly at: string })[],
  to: ToScrape = {},
): Promise<string> {
  const times = Object.fromEntries(posts.map(({ postId, at }) => [postId, at]));
  const { scanId, lease } = await collectedScrape(store, who, { posts: times, ...to });
  const ranked = posts.map(({ at: _, ...post }) => post);
  await store.steps.saveRanking(who, lease, rankingOf(...ranked), capturedAt);
  return scanId;
}

/** Asks for a place of the account's limit. */
export const asked = (
  store: StoreUnderTest,
  who: Principal,
  limit: ScrapeLimit,
  accountRef = 'threads:somebody',
) =>
  store.scans.initiate(
    who,
    newScrape({ ref: accountRef, known: { accountLimit: { accountRef, limit } } }),
  );
