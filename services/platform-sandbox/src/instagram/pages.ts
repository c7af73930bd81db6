import type { InstagramAccount } from '@viral-scan/worlds';
import { innerFields, type Readers, readFields, showNode } from '../meta/field-list.ts';
import { badParameter, deadToken, GraphError, noSuchObject } from '../meta/graph-error.ts';
import type { GraphDeps } from '../meta/graph-routes.ts';
import { checkParameters, readLimit, requireText } from '../meta/parameters.ts';
import { requireScopes } from '../meta/require-scopes.ts';
import type { FacebookLoginDeps } from './facebook-login.ts';
import type { InstagramCall } from './instagram-call.ts';
import { appOf } from './permissions.ts';

type PagesDeps = GraphDeps & FacebookLoginDeps;

const kind = 'instagram-facebook';
const dayMs = 86_400_000;
/** Without the person, data of theirs is not to be had for longer. */
const dataAccessMs = 90 * dayMs;

interface ShownPage {
  readonly id: string;
  readonly name: string;
  /** Null: the Page has no Instagram account. */
  readonly account: InstagramAccount | null;
  readonly call: InstagramCall;
  readonly deps: PagesDeps;
}

/** What a user's token is worth at a Page: no end when it comes from a long one. */
function pageToken({ call, deps }: ShownPage): string {
  const known = deps.grants.inspect(kind, call.token);
  const left = (known?.expiresAtMs ?? 0) - deps.realNow();
  const ttlMs = call.life === 'long' ? Number.POSITIVE_INFINITY : left;
  return deps.grants.derive(kind, call.token, { life: 'page', ttlMs, isRefresh: false })
    .accessToken;
}

const linkedReaders: Readers<InstagramAccount> = {
  id: ({ id }) => id,
  username: ({ username }) => username,
  name: ({ name }) => name,
};

const pageReaders: Readers<ShownPage> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  category: () => 'Creator',
  tasks: () => ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'],
  access_token: pageToken,
  instagram_business_account: ({ account, call }, field) =>
    account === null || !call.grant.scopes.includes('instagram_basic')
      ? undefined
      : showNode('IGUser', linkedReaders, account, innerFields(field)),
};

/** `GET /me/accounts`: the Page of the account, after one that has no account of Instagram. */
export function listPages(deps: PagesDeps, call: InstagramCall): object {
  if (call.life === 'page') throw badParameter('Tried accessing nonexisting field (accounts)');
  requireScopes(call, ['pages_show_list']);
  const { query, grant, instagram } = call;
  checkParameters(query, ['fields', 'limit', 'after', 'before']);
  readLimit(query.get('limit'), { most: 100 });
  const account = instagram.accounts.find(({ id }) => id === grant.accountId);
  if (account === undefined) return { data: [] };
  const shared = { call, deps };
  const pages: readonly ShownPage[] = [
    ...(deps.oddPages
      ? [{ ...shared, id: `${account.pageId}0`, name: 'A Page by itself', account: null }]
      : []),
    { ...shared, id: account.pageId, name: account.name, account },
  ];
  const usual = new URLSearchParams({
    fields: query.get('fields') ?? 'access_token,name,category',
  });
  return {
    data: pages.map((page) => showNode('Page', pageReaders, page, readFields(usual))),
    paging: { cursors: { before: 'QVFIUa', after: 'QVFIUb' } },
  };
}

/** `GET /{page}`. */
export function showPage(deps: PagesDeps, call: InstagramCall): object {
  requireScopes(call, ['pages_show_list']);
  checkParameters(call.query, ['fields']);
  const account = call.instagram.accounts.find(({ id }) => id === call.grant.accountId);
  if (account?.pageId !== call.node && !(call.node === 'me' && call.life === 'page')) {
    throw noSuchObject(call.node);
  }
  if (account === undefined) throw noSuchObject(call.node);
  const page = { id: account.pageId, name: account.name, account, call, deps };
  return showNode('Page', pageReaders, page, readFields(call.query));
}

/** `GET /me` of a user. */
export function showManager({ instagram, grant, query }: InstagramCall): object {
  checkParameters(query, ['fields']);
  const account = instagram.accounts.find(({ id }) => id === grant.accountId);
  const readers: Readers<InstagramAccount | undefined> = {
    id: (shown) => shown?.facebookUserId,
    name: (shown) => `Manager of ${shown?.name}`,
  };
  return showNode('User', readers, account, readFields(query));
}

/** `GET /debug_token`, with the app's own `ID|SECRET`. */
export function debugToken(deps: FacebookLoginDeps, query: URLSearchParams): object {
  checkParameters(query, ['input_token']);
  const app = appOf(deps, requireText(query, 'access_token'));
  if (app === null) throw deadToken('unknown', deps.realNow());
  const known = deps.grants.inspect(kind, requireText(query, 'input_token'));
  if (known === null) {
    const error = new GraphError({ code: 190, message: 'Invalid OAuth access token.' });
    return { data: { error: error.problem, is_valid: false, scopes: [] } };
  }
  const { grant, life, issuedAtMs, expiresAtMs, state } = known;
  const account = deps.world.instagram.accounts.find((one) => one.id === grant.accountId);
  return {
    data: {
      app_id: grant.clientId,
      type: life === 'page' ? 'PAGE' : 'USER',
      application: 'sandbox',
      data_access_expires_at: Math.floor((issuedAtMs + dataAccessMs) / 1_000),
      expires_at: Number.isFinite(expiresAtMs) ? Math.floor(expiresAtMs / 1_000) : 0,
      issued_at: Math.floor(issuedAtMs / 1_000),
      is_valid: state === 'good',
      scopes: grant.scopes,
      granular_scopes: grant.scopes.map((scope) => ({ scope })),
      ...(life === 'page' && { profile_id: account?.pageId }),
      user_id: account?.facebookUserId,
    },
  };
}
