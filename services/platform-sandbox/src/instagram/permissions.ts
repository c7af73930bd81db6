import { deadToken, noPermission, noSuchObject } from '../meta/graph-error.ts';
import { findClient } from '../oauth/clients.ts';
import type { FacebookLoginDeps } from './facebook-login.ts';

const kind = 'instagram-facebook';

/** `ID|SECRET`, by which an app speaks for itself: its id; null for another token. */
export function appOf({ clients }: Pick<FacebookLoginDeps, 'clients'>, token: string) {
  const [id = '', secret] = token.split('|');
  const client = findClient(clients, id);
  return client !== null && client.secret === secret ? client.id : null;
}

/**
 * `DELETE /{user}/permissions`: the app takes itself out of a person's account, with a token of that
 * person or with its own. A Page's token is nobody's.
 */
export function removePermissions(deps: FacebookLoginDeps, user: string, token: string): object {
  const { grants, world } = deps;
  const app = appOf(deps, token);
  const known = app === null ? grants.inspect(kind, token) : null;
  if (app === null && known === null) throw deadToken('unknown', deps.realNow());
  if (known !== null && known.state !== 'good') throw deadToken(known.state, deps.realNow());
  if (known?.life === 'page') throw noPermission();
  const managed = world.instagram.accounts
    .filter(({ id, facebookUserId }) =>
      user === 'me' ? id === known?.grant.accountId : user === facebookUserId,
    )
    .map(({ id }) => id);
  const isOthers = known !== null && !managed.includes(known.grant.accountId);
  if (managed.length === 0 || isOthers) throw noSuchObject(user);
  const clientId = app ?? known?.grant.clientId;
  for (const grant of grants.list()) {
    const isTheirs = grant.kind === kind && managed.includes(grant.accountId);
    if (isTheirs && grant.clientId === clientId) grants.revoke({ grantId: grant.id });
  }
  return { success: true };
}
