import { type AccountName, type Platform, parseAccountName } from '@viral-scan/contracts';
import { type Complaints, valueError } from './complaints.ts';

/** An account as the caller wrote it, and read. */
export interface NamedAccount {
  readonly accountId: string;
  readonly name: AccountName;
}

export function readAccount(
  accountId: string,
  part: 'path' | 'query',
  defaultPlatform: Platform,
  complaints: Complaints,
): NamedAccount {
  const name = parseAccountName(accountId, defaultPlatform);
  if (name === null) {
    const rule = `must name an account: "platform:id", or an id or handle on ${defaultPlatform}`;
    complaints.add(valueError([part, 'account_id'], rule, accountId));
  }
  return { accountId, name: name ?? { platform: defaultPlatform, name: '' } };
}
