import type { AnalysisPost, NamedPost } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { isProvisional } from '../settling/settling-time.ts';

/** A post as the report names it. */
export const namedPost = (
  { account, settling, window }: ComparablePosts,
  post: AnalysisPost,
): NamedPost => ({
  platform: account.platform,
  account_id: account.accountId,
  role: account.role,
  post_id: post.postId,
  url: post.url,
  caption: post.caption,
  published_at: new Date(post.publishedAtMs).toISOString(),
  provisional: isProvisional(post, settling, window.asOfMs),
});
