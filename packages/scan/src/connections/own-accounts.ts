import {
  type AccountRef,
  accountRef,
  type Connection,
  NotFound,
  type OwnProfile,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { ConnectDeps } from './connect-deps.ts';

export interface OwnAccountView {
  readonly profile: OwnProfile;
  /** Null: known by an import or a scan alone. */
  readonly connection: Connection | null;
}

type OwnAccountsDeps = Pick<ConnectDeps, 'connections' | 'ownProfiles'>;

/** The accounts a scan takes as the user's own, and whatever else was ever connected; by ref. */
export async function listOwnAccounts(
  { connections, ownProfiles }: OwnAccountsDeps,
  subject: SubjectKey,
): Promise<readonly OwnAccountView[]> {
  const profiles = new Map((await ownProfiles.list(subject)).map((one) => [one.ref, one]));
  const connected = new Map(
    (await connections.list(subject)).map((one) => [accountRef(one.platform, one.externalId), one]),
  );
  return [...new Set([...profiles.keys(), ...connected.keys()])].sort().map((ref) => ({
    profile: profiles.get(ref) ?? { ref, name: null, handle: null },
    connection: connected.get(ref) ?? null,
  }));
}

/** @throws NotFound */
export async function findOwnAccount(
  deps: OwnAccountsDeps,
  subject: SubjectKey,
  ref: AccountRef,
): Promise<OwnAccountView> {
  const found = (await listOwnAccounts(deps, subject)).find(({ profile }) => profile.ref === ref);
  if (found === undefined) throw new NotFound('there is no such account of this user');
  return found;
}
