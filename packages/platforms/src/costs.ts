import type { ApiCost, CollectionCosts, PlatformApi } from '@viral-scan/contracts';

import type { Door } from './instagram/deps.ts';
import { pageSize as instagramPageSize } from './instagram/instagram-connector.ts';
import { foundPageSize } from './threads/discovery.ts';
import { lookupBatch as threadsBatch } from './threads/threads-by-id.ts';
import { pageSize as threadsPageSize } from './threads/threads-page.ts';
import { pageSize as tiktokPageSize } from './tiktok/posts-page.ts';
import { pageSize as youtubePageSize } from './youtube/uploads.ts';
import { insightsBatch } from './youtube/youtube-own-connector.ts';

/** Every call of every API that we use takes one unit. */
const calls = (api: PlatformApi, count: number): readonly ApiCost[] => [
  { api, calls: count, units: count },
];
const data = (count: number) => calls('youtube-data', count);
const analytics = (count: number) => calls('youtube-analytics', count);

/** `playlistItems` names the videos of a page, `videos` has their counters. */
const youtube: CollectionCosts = {
  platform: 'youtube',
  source: 'youtube-data-api',
  grant: null,
  account: data(1),
  listing: { postsPerPage: youtubePageSize, page: data(2), pageOfOld: data(1) },
  lookup: { postsPerBatch: youtubePageSize, batch: data(1) },
  insights: null,
  days: null,
  byHandle: data(1),
};

const tiktok = (
  grant: 'tiktok-accounts' | 'tiktok-display',
  days: CollectionCosts['days'],
): CollectionCosts => ({
  platform: 'tiktok',
  source: `${grant}-api`,
  grant,
  account: calls(grant, 1),
  listing: { postsPerPage: tiktokPageSize, page: calls(grant, 1), pageOfOld: calls(grant, 1) },
  lookup: { postsPerBatch: tiktokPageSize, batch: calls(grant, 1) },
  insights: null,
  days,
  byHandle: [],
});

/** Each post takes a call for its figures; found by its id, another one. */
const instagram = (grant: Door): CollectionCosts => ({
  platform: 'instagram',
  source: `${grant}-api`,
  grant,
  account: calls(grant, 1),
  listing: {
    postsPerPage: instagramPageSize,
    page: calls(grant, 1 + instagramPageSize),
    pageOfOld: calls(grant, 1),
  },
  lookup: { postsPerBatch: instagramPageSize, batch: calls(grant, 2 * instagramPageSize) },
  insights: null,
  // Of the first reading: 60 days of reach, 29 with totals, followers new and online, four groups.
  days: calls(grant, 3 + 29 + 2 + 4),
  byHandle: [],
});

/** As Instagram's; followers are an insight of their own. */
const threads: CollectionCosts = {
  platform: 'threads',
  source: 'threads-api',
  grant: 'threads',
  account: calls('threads', 2),
  listing: {
    postsPerPage: threadsPageSize,
    page: calls('threads', 1 + threadsPageSize),
    pageOfOld: calls('threads', 1),
  },
  lookup: { postsPerBatch: threadsBatch, batch: calls('threads', 2 * threadsBatch) },
  insights: null,
  // Of the first reading: 60 days of views, 28 with totals, four groups.
  days: calls('threads', 3 + 28 + 4),
  byHandle: [],
};

/** What is asked of accounts of others with a grant of one's own. */
export const costsOfOthers: readonly CollectionCosts[] = [
  {
    platform: 'threads',
    source: 'threads-api',
    grant: 'threads',
    account: calls('threads-profiles', 1),
    listing: {
      postsPerPage: foundPageSize,
      page: calls('threads-profiles', 1),
      pageOfOld: calls('threads-profiles', 1),
    },
    lookup: { postsPerBatch: foundPageSize, batch: calls('threads-profiles', 1) },
    insights: null,
    days: null,
    byHandle: [],
  },
];

/** What each connector of this package calls, of what it may read by itself. */
export const collectionCosts: readonly CollectionCosts[] = [
  youtube,
  {
    ...youtube,
    grant: 'youtube',
    insights: {
      postsPerBatch: insightsBatch,
      batch: analytics(1),
      postWithLength: analytics(1),
    },
    days: analytics(1),
  },
  tiktok('tiktok-accounts', calls('tiktok-accounts', 1)),
  tiktok('tiktok-display', null),
  instagram('instagram-login'),
  instagram('instagram-facebook'),
  threads,
];
