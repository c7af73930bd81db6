import type { AccountSentiment } from '@viral-scan/contracts';
import { type CaptionLanguageOf, captionLanguage } from '../language/caption-language.ts';
import { counted, evidence, joinReasons, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { accountSentiment, fewestAssociated, type ScoredPosts } from './account-sentiment.ts';

const fewestScored = 10;
const significance = 0.05;
const mostNamed = 3;

function othersSaid({ not_scored: others }: AccountSentiment): string {
  const posts = totalOf(others, (each) => each.posts);
  if (posts === 0) return '';
  const named = others
    .slice(0, mostNamed)
    .map(({ language, posts: count }) => `${language ?? 'language unknown'}: ${count}`);
  const more = others.length > mostNamed ? ', …' : '';
  return `, ${posts} not scored (VADER reads English only; ${named.join(', ')}${more})`;
}

function associationSaid(
  { association }: AccountSentiment,
  outcome: ScoredPosts['outcome'],
): string {
  if (association === null)
    return `no association with ${outcome} told: fewer than ${fewestAssociated} scored posts at equal age, or all alike`;
  const { rho, p_value: p, posts } = association;
  const chance = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  const figures = `rho ${rho.toFixed(2)}, ${chance}, ${counted(posts, 'post')} at equal age`;
  if (p > significance) return `no association with ${outcome} beyond chance (${figures})`;
  return `more positive captions had ${rho > 0 ? 'more' : 'fewer'} ${outcome} (${figures})`;
}

function sentence(found: AccountSentiment, outcome: ScoredPosts['outcome']): string {
  const scored = `${counted(found.posts_scored, 'English caption')} scored${othersSaid(found)}`;
  return found.posts_scored === 0 ? scored : `${scored}; ${associationSaid(found, outcome)}`;
}

/**
 * The sentiment of every account's English captions, and whether it goes with engagement at
 * equal age within the account. O(captions + n log n).
 */
export function summarizeSentiment(
  accounts: readonly ScoredPosts[],
  languageOf: CaptionLanguageOf = captionLanguage,
): Section<{ accounts: AccountSentiment[] }> {
  const found = accounts.map((account) => accountSentiment(account, languageOf));
  const reasons = found.map((each, i) => ({
    account: accounts[i]?.account.name ?? each.account_id,
    reason: sentence(each, accounts[i]?.outcome ?? 'engagements'),
  }));
  return {
    found: { accounts: found },
    evidence: evidence(
      found.some(({ posts_scored: scored }) => scored >= fewestScored),
      joinReasons(reasons, 'no account in this scan'),
      totalOf(found, ({ posts_scored: scored }) => scored),
      fewestScored,
    ),
  };
}
