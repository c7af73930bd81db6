import { BeingErased } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { holdSubject } from '../erasures/hold-subject.ts';
import type { GrantedAccount } from './granted-accounts.ts';

const nameOf = ({ subjectId, ref }: GrantedAccount): string => `${subjectId} ${ref}`;

/**
 * Holds the accounts for the rest of the transaction; the function tells which are. Those that are
 * being erased are not, and nothing may be written for them.
 */
export async function heldAccounts(
  db: Queryable,
  accounts: readonly GrantedAccount[],
): Promise<(account: GrantedAccount) => boolean> {
  const held = new Set<string>();
  const once = new Map(accounts.map((account) => [nameOf(account), account]));
  // In one order: see `keepEvents`.
  for (const [name, account] of [...once].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    try {
      await holdSubject(db, account, [account.ref]);
      held.add(name);
    } catch (error) {
      if (!(error instanceof BeingErased)) throw error;
    }
  }
  return (account) => held.has(nameOf(account));
}
