import {
  type AccountRef,
  type Capabilities,
  type Connector,
  type ConnectorCall,
  type Day,
  ReauthorizationRequired,
} from '@viral-scan/contracts';
import { checkDayRange } from '../day-range.ts';
import { rootOf } from '../meta/graph-answer.ts';
import { readInsightRows } from '../meta/insight-rows.ts';
import { windowOf } from '../meta/insight-window.ts';
import { fetchThreadsDays } from './account-days.ts';
import { type ThreadsDiscovery, threadsDiscovery } from './discovery.ts';
import { type LinkClicks, parseLinkClicks } from './link-clicks.ts';
import { writePlace } from './listing-place.ts';
import { fetchFollowers, fetchProfile, userIdOf } from './profile.ts';
import { fetchPublishingLimit, type ThreadsPublishingLimit } from './publishing-limit.ts';
import { type ThreadsDeps, threadsApi } from './threads-api.ts';
import { fetchThreadsById, lookupBatch } from './threads-by-id.ts';
import { fetchThreadsPage } from './threads-page.ts';

const notOffered = 'not offered by Threads';
const capabilities: Capabilities = {
  shares: true,
  saves: notOffered,
  reach: notOffered,
  watch_time: notOffered,
  retention: notOffered,
  account_days: true,
  audience_activity: notOffered,
  demographics: true,
  account_timezone: notOffered,
};

export interface ThreadsConnector extends Connector, ThreadsDiscovery {
  /** What was followed in the Pacific days [from, to]. */
  fetchLinkClicks(
    request: { readonly ref: AccountRef; readonly from: Day; readonly to: Day },
    call: ConnectorCall,
  ): Promise<readonly LinkClicks[]>;
  fetchPublishingLimit(
    request: { readonly ref: AccountRef },
    call: ConnectorCall,
  ): Promise<ThreadsPublishingLimit>;
}

/**
 * The owner's threads and figures from the Threads API v1.0. Whose they are is decided by the token
 * alone. Figures of a post cost a call, so that a page of posts costs one and one for each.
 */
export function threadsConnector(deps: ThreadsDeps): ThreadsConnector {
  const get = threadsApi(deps);
  return {
    platform: 'threads',
    source: 'threads-api',
    access: 'own',
    grant: 'threads',
    capabilities,
    batch: { posts: lookupBatch, insights: 0 },
    /** Figures come with the posts. */
    fetchInsights: null,

    async fetchAccount(ref, call) {
      const userId = userIdOf(ref);
      const profile = await fetchProfile(get, call);
      if (profile.externalId !== userId) {
        throw new ReauthorizationRequired('the grant is of another Threads account');
      }
      const followers = await fetchFollowers(get, call);
      return { profile: { ...profile, followers }, cursor: writePlace({ userId, after: null }) };
    },

    fetchPostsPage: (request, call) => fetchThreadsPage(get, request, call),

    fetchPosts: async ({ ref, ids }, call) =>
      fetchThreadsById(get, { userId: userIdOf(ref), ids }, call),

    async fetchAccountDays({ ref, from, to }, call) {
      userIdOf(ref);
      checkDayRange({ from, to });
      return fetchThreadsDays(get, { from, to }, deps.now(), call);
    },

    async fetchLinkClicks({ ref, from, to }, call) {
      userIdOf(ref);
      checkDayRange({ from, to });
      const path = ['me', 'threads_insights'];
      const parameters = { metric: 'clicks', ...windowOf({ from, to }) };
      const answer = await get({ operation: 'threads_insights', path, parameters }, call);
      return parseLinkClicks(readInsightRows(rootOf(answer)));
    },

    fetchPublishingLimit: async ({ ref }, call) => fetchPublishingLimit(get, ref, call),

    ...threadsDiscovery(get),
  };
}
