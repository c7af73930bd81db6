import type { Evidence } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import { fewestHooks, type HookFindings } from './hook-effects.ts';

export type AccountHooks = HookFindings & { readonly comparable: ComparablePosts };

/** What was tried on each account, and what came of it. */
export const hooksEvidence = (accounts: readonly AccountHooks[]): Evidence =>
  evidence(
    accounts.some(({ hooks }) => hooks.length > 0),
    joinReasons(
      accounts.map(({ comparable: { account }, summary }) => ({
        account: account.name ?? account.accountId,
        reason: summary,
      })),
      'no account in this scan',
    ),
    totalOf(accounts, ({ posts }) => posts),
    fewestHooks,
  );
