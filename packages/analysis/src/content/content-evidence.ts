import type { Evidence } from '@viral-scan/contracts';
import { counted, evidence, joinReasons, totalOf } from '../report/evidence.ts';
import { type AccountEffects, fewestPosts } from './content-effects.ts';

const accountLabel = ({ comparable: { account } }: AccountEffects): string =>
  account.name ?? account.accountId;

/** What was tried of some kinds on some accounts, and what came of it, in words. */
export function effectsEvidence(
  accounts: readonly AccountEffects[],
  what: readonly [one: string, more: string],
  wanted: (effect: AccountEffects['effects'][number]) => boolean,
  none: string,
): Evidence {
  const reasons = accounts.map((account) => {
    const found = account.effects.filter(wanted);
    const better = found.filter(({ figures }) => figures.lift_pct > 0).length;
    return {
      account: accountLabel(account),
      reason: sentence(account, what, found.length, better),
    };
  });
  return evidence(
    accounts.some(({ posts, tried }) => posts >= fewestPosts && tried > 0),
    joinReasons(reasons, none),
    totalOf(accounts, ({ posts }) => posts),
    fewestPosts,
  );
}

function sentence(
  account: AccountEffects,
  [one, more]: readonly [string, string],
  found: number,
  better: number,
): string {
  if (account.posts < fewestPosts) return `not enough posts: ${account.posts} of ${fewestPosts}`;
  if (account.tried === 0) return `nothing is on 8 posts and missing on 8, of ${account.posts}`;
  const all = `of ${account.tried} properties tried on ${account.posts} posts`;
  return found === 0
    ? `${all}, no ${one} differs by more than chance`
    : `${all}, ${counted(found, one, more)} differ${found === 1 ? 's' : ''} by more than chance: ${better} better, ${found - better} worse`;
}
