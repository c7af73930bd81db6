import type { ImportResult } from '@viral-scan/contracts';
import { ScanFailed } from './scan-run.ts';

export interface Candidate {
  readonly ref: string;
  readonly name: string | null;
}

/**
 * The user's account and the competitors among candidates ordered by size: as named (by ref, id
 * or name; the label of `file:facebook/x` may be left out), else the largest and the next two.
 */
export function chooseAccounts(
  candidates: readonly Candidate[],
  wished: { readonly account: string | null; readonly competitors: readonly string[] },
): { own: Candidate; competitors: readonly Candidate[] } {
  const find = (option: string, name: string): Candidate => {
    const found = candidates.find(
      ({ ref, name: title }) =>
        ref === name || ref.slice(ref.indexOf(':') + 1) === name || title === name,
    );
    if (found !== undefined) return found;
    const bareId = name.replace(/^file:/, '');
    const labelled = candidates.filter(
      ({ ref }) => ref.startsWith('file:') && ref.slice(ref.indexOf('/') + 1) === bareId,
    );
    if (labelled.length === 1 && labelled[0] !== undefined) return labelled[0];
    const some = candidates.slice(0, 5).map(({ ref, name: title }) => `${ref} (${title ?? ref})`);
    throw new ScanFailed(`${option} ${name}: no such account; there are ${some.join(', ')} …`);
  };
  const named = wished.competitors.map((name) => find('--competitor', name));
  const own =
    wished.account === null
      ? candidates.find(({ ref }) => !named.some((competitor) => competitor.ref === ref))
      : find('--account', wished.account);
  if (own === undefined) throw new ScanFailed('there is no account to scan');
  const others = candidates.filter(({ ref }) => ref !== own.ref);
  const competitors = wished.competitors.length === 0 ? others.slice(0, 2) : named;
  if (competitors.some(({ ref }) => ref === own.ref)) {
    throw new ScanFailed('the same account is given as --account and --competitor');
  }
  return { own, competitors };
}

export const candidatesOf = (result: ImportResult): Candidate[] =>
  result.accounts.map(({ account_id, name }) => ({ ref: account_id, name }));
