import {
  AccountNotFound,
  type AccountRef,
  type Capabilities,
  type CollectedPost,
  type Connector,
  type ConnectorCall,
  CursorExpired,
  InvalidInput,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { checkDayRange } from '../day-range.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { listOf } from '../meta/paging.ts';
import { fetchAccountInsights } from './account-insights.ts';
import { type CommentsRequest, fetchComments, type InstagramCommentsPage } from './comment.ts';
import { type Door, type InstagramDeps, instagramGet } from './deps.ts';
import { nextPlace, readPlace, writePlace } from './listing-place.ts';
import { mediaInsights } from './media-insights.ts';
import { type Medium, mediumFields, ownPost, parseMedium } from './medium.ts';
import { accountIdOf, fetchLoginAccount, fetchPageAccount, isGraphId } from './own-account.ts';
import { fetchPublishingLimit, type InstagramPublishingLimit } from './publishing-limit.ts';

/** Each post takes a call for its figures: a page is no more than a job may lose. */
export const pageSize = 10;

const capabilities: Capabilities = {
  shares: true,
  saves: true,
  reach: true,
  watch_time: true,
  retention: 'not offered by Instagram',
  account_days: true,
  audience_activity: true,
  demographics: true,
  account_timezone: 'not offered by Instagram',
};

export interface InstagramConnector extends Connector {
  /**
   * What viewers said under one of the account's posts.
   * @throws AccountNotFound for a post that is not there
   */
  fetchComments(request: CommentsRequest, call: ConnectorCall): Promise<InstagramCommentsPage>;
  fetchPublishingLimit(
    request: { readonly ref: AccountRef },
    call: ConnectorCall,
  ): Promise<InstagramPublishingLimit>;
}

/** The owner's own figures through Instagram Login. */
export const instagramLoginConnector = (deps: InstagramDeps): InstagramConnector =>
  instagramConnector('instagram-login', instagramGet('instagram-login', deps), deps);

/**
 * A professional account through one of the two doors: `media` lists its posts, `{media}/insights`
 * has the figures of each, `insights` the account's days and audience. Stories are in no listing.
 */
export function instagramConnector(
  door: Door,
  get: GraphGet,
  { now }: Pick<InstagramDeps, 'now'>,
): InstagramConnector {
  const readInsights = mediaInsights(get);

  /** One after another: what a metric's refusal teaches holds for the next one already. */
  const withFigures = async (media: readonly Medium[], call: ConnectorCall) => {
    const posts: CollectedPost[] = [];
    for (const medium of media) {
      const { productType, post } = medium;
      const figures = await readInsights({ id: post.externalId, productType }, call);
      posts.push(ownPost(medium, figures));
    }
    return posts;
  };

  return {
    platform: 'instagram',
    source: `${door}-api`,
    access: 'own',
    grant: door,
    capabilities,
    batch: { posts: pageSize, insights: 0 },
    /** Posts come with all there is. */
    fetchInsights: null,

    async fetchAccount(ref, call) {
      const accountId = accountIdOf(ref);
      const profile =
        door === 'instagram-login'
          ? (await fetchLoginAccount(get, call)).profile
          : await fetchPageAccount(get, accountId, call);
      if (profile.externalId !== accountId) {
        throw new AccountNotFound('the account is not the one that the access token is of');
      }
      return { profile, cursor: writePlace({ accountId, after: null }) };
    },

    async fetchPostsPage({ cursor, since }, call) {
      const place = readPlace(cursor);
      const { accountId, after } = place;
      const answer = await get(
        {
          operation: 'media',
          path: [accountId, 'media'],
          parameters: {
            fields: mediumFields,
            limit: String(pageSize),
            ...(after === null ? {} : { after }),
          },
        },
        call,
      );
      if (!answer.ok && after !== null && answer.error instanceof UpstreamRefused) {
        throw new CursorExpired(`${answer.error.message}, or the cursor is no longer valid`);
      }
      const root = rootOf(answer);
      const media = eachOnce(listOf(root).map(parseMedium));
      const wanted = media.filter(({ post }) => post.publishedAt > since);
      const next = nextPlace(root, place);
      const isOld = media.length > 0 && wanted.length === 0;
      return {
        posts: await withFigures(wanted, call),
        nextCursor: next === null || isOld ? null : writePlace(next),
      };
    },

    async fetchPosts({ ref, ids }, call) {
      if (ids.length > pageSize) throw new InvalidInput('ids', `takes at most ${pageSize}`);
      accountIdOf(ref);
      const media: Medium[] = [];
      for (const id of new Set(ids.filter(isGraphId))) {
        const parameters = { fields: mediumFields };
        const answer = await get({ operation: 'media/get', path: [id], parameters }, call);
        if (answer.ok) media.push(parseMedium(answer.root));
        else if (!(answer.error instanceof AccountNotFound)) throw answer.error;
      }
      return withFigures(media, call);
    },

    async fetchAccountDays({ ref, from, to }, call) {
      const accountId = accountIdOf(ref);
      checkDayRange({ from, to });
      return fetchAccountInsights(get, accountId, { from, to }, now(), call);
    },

    fetchComments: async (request, call) => fetchComments(get, request, call),

    fetchPublishingLimit: async ({ ref }, call) => fetchPublishingLimit(get, ref, call),
  };
}

export const eachOnce = (media: readonly Medium[]): Medium[] => [
  ...new Map(media.map((medium) => [medium.post.externalId, medium])).values(),
];
