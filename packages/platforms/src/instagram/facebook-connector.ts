import { type AccountRef, type ConnectorCall, InvalidInput } from '@viral-scan/contracts';
import { rootOf } from '../meta/graph-answer.ts';
import { type DiscoveredAccount, discoveryFields, readDiscovery } from './business-discovery.ts';
import { type InstagramDeps, instagramGet } from './deps.ts';
import {
  type Hashtag,
  type HashtagPage,
  hashtagFields,
  hashtagName,
  hashtagPageSize,
  parseHashtagPage,
  parseHashtags,
} from './hashtag.ts';
import { type InstagramConnector, instagramConnector } from './instagram-connector.ts';
import { accountIdOf, isGraphId } from './own-account.ts';

/** What only Facebook Login opens: others' accounts and hashtags. `ref` is the grantee's account. */
export interface InstagramFacebookConnector extends InstagramConnector {
  /**
   * Another professional account by its user name, with a page of its posts. The posts cannot be read
   * by their ids. Counts in the application's own limits, not in the account's.
   * @throws AccountNotFound for a personal or age-gated account, too
   */
  businessDiscovery(
    request: {
      readonly ref: AccountRef;
      readonly username: string;
      /** Null at first. */
      readonly cursor: string | null;
    },
    call: ConnectorCall,
  ): Promise<DiscoveredAccount>;
  /**
   * The hashtag of a name; null when there is none. At most 30 different hashtags in 7 rolling days
   * for each account: one that is counted already (see `recentHashtags`) costs nothing more. Needs
   * the feature Instagram Public Content Access; sensitive tags are refused.
   */
  findHashtag(
    request: { readonly ref: AccountRef; readonly tag: string },
    call: ConnectorCall,
  ): Promise<Hashtag | null>;
  /** Public posts under it: the most popular, or those of the last 24 hours. */
  fetchHashtagPosts(
    request: {
      readonly ref: AccountRef;
      readonly hashtagId: string;
      readonly which: 'top' | 'recent';
      /** Null at first. */
      readonly cursor: string | null;
    },
    call: ConnectorCall,
  ): Promise<HashtagPage>;
  /** Those counted within the last 7 days, 30 at most. */
  recentHashtags(
    request: { readonly ref: AccountRef },
    call: ConnectorCall,
  ): Promise<readonly Hashtag[]>;
}

/** The owner's own figures through Facebook Login, with the token of the account's Page. */
export function instagramFacebookConnector(deps: InstagramDeps): InstagramFacebookConnector {
  const get = instagramGet('instagram-facebook', deps);
  return {
    ...instagramConnector('instagram-facebook', get, deps),

    async businessDiscovery({ ref, username, cursor }, call) {
      const fields = discoveryFields(username, cursor);
      const path = [accountIdOf(ref)];
      return readDiscovery(
        await get({ operation: 'business_discovery', path, parameters: { fields } }, call),
      );
    },

    async findHashtag({ ref, tag }, call) {
      const parameters = { user_id: accountIdOf(ref), q: hashtagName(tag) };
      const path = ['ig_hashtag_search'];
      const answer = await get({ operation: 'ig_hashtag_search', path, parameters }, call);
      return parseHashtags(rootOf(answer))[0] ?? null;
    },

    async fetchHashtagPosts({ ref, hashtagId, which, cursor }, call) {
      if (!isGraphId(hashtagId)) throw new InvalidInput('hashtagId', 'is no id of a hashtag');
      const edge = `${which}_media`;
      const parameters = {
        user_id: accountIdOf(ref),
        fields: hashtagFields,
        limit: String(hashtagPageSize),
        ...(cursor === null ? {} : { after: cursor }),
      };
      const path = [hashtagId, edge];
      return parseHashtagPage(
        rootOf(await get({ operation: `hashtag/${edge}`, path, parameters }, call)),
      );
    },

    async recentHashtags({ ref }, call) {
      const edge = 'recently_searched_hashtags';
      const parameters = { fields: 'id,name', limit: '30' };
      const answer = await get(
        { operation: edge, path: [accountIdOf(ref), edge], parameters },
        call,
      );
      return parseHashtags(rootOf(answer));
    },
  };
}
