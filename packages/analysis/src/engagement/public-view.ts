import type { AnalysisAccount, AnalysisPost } from '@viral-scan/contracts';

const isPublic = ({ retention, snapshots }: AnalysisPost): boolean =>
  retention === null && snapshots.every(({ reach }) => reach === null);

/**
 * A competitor as anyone may see it: without retention and reach, which only an owner knows. An
 * account that its owner once imported stays a competitor where it is named as one. The account
 * itself where nothing has to go. O(posts × snapshots).
 */
export function publicView(account: AnalysisAccount): AnalysisAccount {
  if (account.role === 'own' || account.posts.every(isPublic)) return account;
  return {
    ...account,
    posts: account.posts.map((post) => ({
      ...post,
      retention: null,
      snapshots: post.snapshots.map((snapshot) => ({ ...snapshot, reach: null })),
    })),
  };
}
