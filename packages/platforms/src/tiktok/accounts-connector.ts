import {
  AccountNotFound,
  type AccountRef,
  type Capabilities,
  type CollectedPost,
  type Connector,
  type ConnectorCall,
  InvalidInput,
  UpstreamContractBroken,
} from '@viral-scan/contracts';
import { checkDayRange } from '../day-range.ts';
import { dataOf } from './accounts-answer.ts';
import { accountsApi, type TiktokAccountsDeps } from './accounts-api.ts';
import { audienceFields, parseBusinessAudience } from './business-audience.ts';
import { dayFields, offeredDays, parseBusinessDays } from './business-days.ts';
import { parseBusinessVideo, videoFields } from './business-video.ts';
import { type CommentsPage, parseComments } from './comment.ts';
import { type ListingPlace, nextPlace, readPlace, writePlace } from './listing-place.ts';
import { openIdOf, parseBusinessAccount } from './own-account.ts';
import { pageSize, parsePosts, possibleIds, toPostsPage } from './posts-page.ts';

const capabilities: Capabilities = {
  shares: true,
  saves: true,
  reach: true,
  watch_time: true,
  retention: true,
  account_days: true,
  audience_activity: true,
  demographics: true,
  account_timezone: 'not offered by TikTok',
};

export const accountFields = ['username', 'display_name', 'followers_count'] as const;
/** The code for a business id that the token is not of. */
const noPermission = 40_001;
/** Most calls for one batch of ids; each brings a page, and pages may be empty. */
const maxPagesOfBatch = 10;
const commentsPageSize = 30;

export interface TiktokAccountsConnector extends Connector {
  /** Public comments under a post, newest first; `cursor` is 0 at first. */
  fetchComments(
    request: { readonly ref: AccountRef; readonly postId: string; readonly cursor: number },
    call: ConnectorCall,
  ): Promise<CommentsPage>;
}

/**
 * The owner's own figures from the TikTok Accounts API v1.3 ("Business"): `business/get` for the
 * account and its days, `business/video/list` for its posts with all that is known of them, 20 a
 * call.
 */
export function tiktokAccountsConnector(deps: TiktokAccountsDeps): TiktokAccountsConnector {
  const call = accountsApi(deps);

  const listVideos = async (
    { openId, beforeMs }: ListingPlace,
    ids: readonly string[] | null,
    options: ConnectorCall,
  ) => {
    const answer = await call(
      'business/video/list',
      {
        business_id: openId,
        fields: JSON.stringify(videoFields),
        max_count: String(pageSize),
        ...(ids === null ? {} : { filters: JSON.stringify({ video_ids: ids }) }),
        ...(beforeMs === null ? {} : { cursor: String(beforeMs) }),
      },
      options,
    );
    return dataOf(answer);
  };

  return {
    platform: 'tiktok',
    source: 'tiktok-accounts-api',
    access: 'own',
    grant: 'tiktok-accounts',
    capabilities,
    batch: { posts: pageSize, insights: 0 },
    /** The listing gives all there is. */
    fetchInsights: null,

    async fetchAccount(ref, options) {
      const openId = openIdOf(ref);
      const answer = await call(
        'business/get',
        { business_id: openId, fields: JSON.stringify(accountFields) },
        options,
      );
      if (!answer.ok && answer.code === noPermission) {
        throw new AccountNotFound(`${answer.error.message}, or the account is not the grantee's`);
      }
      const profile = parseBusinessAccount(dataOf(answer), openId);
      return { profile, cursor: writePlace({ openId, beforeMs: null }) };
    },

    async fetchPostsPage({ cursor, since }, options) {
      const place = readPlace(cursor);
      const data = await listVideos(place, null, options);
      return toPostsPage(data, parsePosts(data, parseBusinessVideo), { place, since });
    },

    async fetchPosts({ ref, ids }, options) {
      if (ids.length > pageSize) throw new InvalidInput('ids', `takes at most ${pageSize}`);
      const wanted = possibleIds(ids);
      const found = new Map<string, CollectedPost>();
      let place: ListingPlace | null = { openId: openIdOf(ref), beforeMs: null };
      for (let pages = 0; place !== null && found.size < wanted.length; pages += 1) {
        if (pages === maxPagesOfBatch) {
          throw new UpstreamContractBroken(
            'TikTok business/video/list pages on without the posts asked for',
          );
        }
        const data = await listVideos(place, wanted, options);
        for (const post of parsePosts(data, parseBusinessVideo)) {
          if (wanted.includes(post.post.externalId)) found.set(post.post.externalId, post);
        }
        place = found.size === wanted.length ? null : nextPlace(data, place);
      }
      return [...found.values()];
    },

    async fetchAccountDays({ ref, from, to }, options) {
      const openId = openIdOf(ref);
      checkDayRange({ from, to });
      const now = deps.now();
      const range = offeredDays({ from, to }, now);
      if (range === null) return { days: [], activity: null };
      const answer = await call(
        'business/get',
        {
          business_id: openId,
          start_date: range.from,
          end_date: range.to,
          fields: JSON.stringify([...dayFields, ...audienceFields]),
        },
        options,
      );
      const data = dataOf(answer);
      return { ...parseBusinessDays(data, range, now), groups: parseBusinessAudience(data) };
    },

    async fetchComments({ ref, postId, cursor }, options) {
      const answer = await call(
        'business/comment/list',
        {
          business_id: openIdOf(ref),
          video_id: postId,
          status: 'PUBLIC',
          sort_field: 'create_time',
          sort_order: 'desc',
          cursor: String(cursor),
          max_count: String(commentsPageSize),
        },
        options,
      );
      return parseComments(dataOf(answer), cursor);
    },
  };
}
