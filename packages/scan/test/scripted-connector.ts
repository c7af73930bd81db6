import {
  AccountNotFound,
  type AccountRef,
  type CallOptions,
  type CollectedPost,
  type Connector,
  splitAccountRef,
} from '@viral-scan/contracts';
import { everyCapability, metrics, post, profile } from '@viral-scan/testing';

export interface ScriptedConnector extends Connector {
  /** `account` or `page <n>` from 0, in the order asked for; of all accounts. */
  readonly calls: string[];
  /** Runs before each call is answered: throws, waits or moves the clock. */
  before: (call: string, options: CallOptions) => void | Promise<void>;
}

/** Gives the pages of each account it knows, on YouTube. */
export function scriptedConnector(
  pagesByRef: Readonly<Record<AccountRef, readonly (readonly CollectedPost[])[]>>,
): ScriptedConnector {
  const calls: string[] = [];
  const answer = async (call: string, options: CallOptions): Promise<void> => {
    calls.push(call);
    await connector.before(call, options);
  };
  const connector: ScriptedConnector = {
    platform: 'youtube',
    source: 'youtube-data-api',
    access: 'public',
    grant: null,
    capabilities: everyCapability,
    batch: { posts: 50, insights: 0 },
    fetchInsights: null,
    fetchAccountDays: null,
    calls,
    before: () => undefined,
    async fetchAccount(ref, options) {
      await answer('account', options);
      if (pagesByRef[ref] === undefined) throw new AccountNotFound(`there is no ${ref}`);
      const { externalId } = splitAccountRef(ref);
      return { profile: profile({ externalId }), cursor: JSON.stringify({ ref, page: 0 }) };
    },
    async fetchPosts({ ref, ids }, options) {
      await answer(`posts ${ids.join(',')}`, options);
      return (pagesByRef[ref] ?? []).flat().filter(({ post }) => ids.includes(post.externalId));
    },
    async fetchPostsPage({ cursor }, options) {
      const { ref, page }: { ref: string; page: number } = JSON.parse(cursor);
      await answer(`page ${page}`, options);
      const pages = pagesByRef[ref] ?? [];
      const isLast = page + 1 >= pages.length;
      return {
        posts: pages[page] ?? [],
        nextCursor: isLast ? null : JSON.stringify({ ref, page: page + 1 }),
      };
    },
  };
  return connector;
}

/** A post with one counter, published in the look-back of `scanRoom`. */
export const collected = (externalId: string, views: number | null = 100): CollectedPost => ({
  post: post({ externalId }),
  metrics: metrics({ views }),
  retention: null,
});
