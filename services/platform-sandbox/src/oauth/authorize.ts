import type { World } from '@viral-scan/worlds';
import type { FastifyReply } from 'fastify';
import { type AccountPlatform, knownAccount } from '../known-account.ts';
import type { AuthorizationCodes, Provider } from './authorization-codes.ts';
import { type Clients, findClient } from './clients.ts';
import { type ConsentSettings, type ConsentState, consentFor } from './consent.ts';
import {
  authorizationErrorPage,
  type ConsentChoice,
  type ConsentQuestion,
  consentPage,
} from './consent-page.ts';
import { isRegistered } from './redirect-uris.ts';

/**
 * The front of the authorization-code flow (RFC 6749, section 4.1). What the request says of the
 * client and its address must be right before anything is sent to that address: such errors
 * are shown to the person. All others are told to the app by a redirect.
 */
export interface AuthorizeDeps {
  readonly world: World;
  readonly clients: Clients;
  readonly codes: AuthorizationCodes;
  readonly consent: ConsentState;
  /** The demo user's first account on the platform; null when the world has none. */
  readonly ownAccount: string | null;
}

/** What differs between the platforms. */
export interface AuthorizeDialect {
  readonly provider: Provider;
  readonly platform: ConsentQuestion['platform'];
  /** Whose accounts consent. */
  readonly accountsOf: AccountPlatform;
  readonly clientParameter: 'client_id' | 'client_key';
  readonly knownScopes: readonly string[];
  readonly accounts: readonly ConsentChoice[];
  readonly separator: ' ' | ',';
  /** What goes with a code, beside `code` and `state`. */
  answer(granted: readonly string[]): Readonly<Record<string, string>>;
  /** What goes with `access_denied`; nothing by default. */
  readonly denial?: Readonly<Record<string, string>>;
  /** What answers end with, such as `_` for `#_`. */
  readonly fragment?: string;
}

interface Asked {
  readonly clientId: string;
  readonly redirectUri: URL;
  /** As the app wrote it: the token endpoint compares. */
  readonly redirectText: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly challenge: string | null;
  readonly offline: boolean;
  readonly asksAgain: boolean;
}

/** To be shown, not redirected. */
class Blocked extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'Blocked';
    this.status = status;
    this.code = code;
  }
}

/** A GET asks, a POST of the consent page decides; `parameters` are the query or the form. */
export function authorize(
  deps: AuthorizeDeps,
  dialect: AuthorizeDialect,
  parameters: URLSearchParams,
  isDecision: boolean,
  reply: FastifyReply,
): FastifyReply {
  try {
    const asked = readRequest(deps.clients, dialect, parameters);
    const problem = problemOf(asked, parameters);
    if (problem !== null)
      return redirect(reply, dialect, asked, { error: 'invalid_request', ...problem });
    const settings = consentFor(deps.consent.get(), parameters);
    if (isDecision) return decide(deps, dialect, asked, parameters, reply);
    const account = chooseAccount(deps, dialect, settings);
    if (settings.mode === 'deny' || (settings.mode === 'auto' && account === null)) {
      return deny(reply, dialect, asked);
    }
    if (settings.mode === 'auto') {
      const granted = asked.scopes.filter((scope) => !settings.withhold.includes(scope));
      return allow(deps, dialect, asked, account ?? '', granted, reply);
    }
    const page = consentPage({
      platform: dialect.platform,
      clientId: asked.clientId,
      accounts: dialect.accounts,
      account: account ?? '',
      scopes: asked.scopes,
      withheld: settings.withhold,
      request: parameters,
    });
    return reply.type('text/html; charset=utf-8').header('x-frame-options', 'DENY').send(page);
  } catch (error) {
    if (!(error instanceof Blocked)) throw error;
    return reply
      .code(error.status)
      .type('text/html; charset=utf-8')
      .send(authorizationErrorPage(error.status, error.code, error.message));
  }
}

function readRequest(clients: Clients, dialect: AuthorizeDialect, query: URLSearchParams): Asked {
  const clientId = query.get(dialect.clientParameter) ?? '';
  if (findClient(clients, clientId) === null) {
    throw new Blocked(401, 'invalid_client', `${dialect.clientParameter}: no such client.`);
  }
  const redirectText = query.get('redirect_uri') ?? '';
  const redirectUri = URL.parse(redirectText);
  if (redirectUri === null || !isRegistered(clients.redirectUris, redirectText)) {
    throw new Blocked(
      400,
      'redirect_uri_mismatch',
      "redirect_uri: the address in the request is none of the client's.",
    );
  }
  const scopes = [...new Set((query.get('scope') ?? '').split(dialect.separator))].filter(
    (scope) => scope !== '',
  );
  const unknown = scopes.find((scope) => !dialect.knownScopes.includes(scope));
  if (scopes.length === 0 || unknown !== undefined) {
    throw new Blocked(400, 'invalid_scope', `scope: ${unknown ?? 'missing'}`);
  }
  return {
    clientId,
    redirectUri,
    redirectText,
    scopes,
    state: query.get('state'),
    challenge: query.get('code_challenge'),
    offline: query.get('access_type') === 'offline',
    asksAgain: (query.get('prompt') ?? '').split(' ').includes('consent'),
  };
}

function problemOf(asked: Asked, query: URLSearchParams): { error_description: string } | null {
  if (query.get('response_type') !== 'code') {
    return { error_description: 'response_type must be code' };
  }
  if (asked.challenge !== null && query.get('code_challenge_method') !== 'S256') {
    return { error_description: 'code_challenge_method must be S256' };
  }
  return null;
}

/** The pages name any account of the world; the default is the demo user's. */
function chooseAccount(
  deps: AuthorizeDeps,
  dialect: AuthorizeDialect,
  settings: ConsentSettings,
): string | null {
  const wanted = settings.account ?? deps.ownAccount;
  const found = wanted === null ? null : findAccount(deps, dialect, wanted);
  if (found !== null || settings.account !== null) return found;
  return dialect.accounts[0]?.id ?? null;
}

const findAccount = ({ world }: AuthorizeDeps, { accountsOf }: AuthorizeDialect, id: string) =>
  knownAccount(world, accountsOf, id);

function decide(
  deps: AuthorizeDeps,
  dialect: AuthorizeDialect,
  asked: Asked,
  form: URLSearchParams,
  reply: FastifyReply,
): FastifyReply {
  const account = findAccount(deps, dialect, form.get('consent_account') ?? '');
  const ticked = form.getAll('consent_scope');
  const granted = asked.scopes.filter((scope) => ticked.includes(scope));
  const allowed = form.get('consent_decision') === 'allow' && granted.length > 0;
  return allowed && account !== null
    ? allow(deps, dialect, asked, account, granted, reply)
    : deny(reply, dialect, asked);
}

function allow(
  { codes }: AuthorizeDeps,
  dialect: AuthorizeDialect,
  asked: Asked,
  accountId: string,
  scopes: readonly string[],
  reply: FastifyReply,
): FastifyReply {
  if (scopes.length === 0) return deny(reply, dialect, asked);
  const code = codes.write({
    provider: dialect.provider,
    clientId: asked.clientId,
    redirectUri: asked.redirectText,
    accountId,
    scopes,
    challenge: asked.challenge,
    offline: asked.offline,
    asksAgain: asked.asksAgain,
  });
  return redirect(reply, dialect, asked, { code, ...dialect.answer(scopes) });
}

const deny = (reply: FastifyReply, dialect: AuthorizeDialect, asked: Asked): FastifyReply =>
  redirect(reply, dialect, asked, { error: 'access_denied', ...dialect.denial });

function redirect(
  reply: FastifyReply,
  { fragment = '' }: AuthorizeDialect,
  { redirectUri, state }: Asked,
  parameters: Readonly<Record<string, string>>,
): FastifyReply {
  const target = new URL(redirectUri);
  if (state !== null) target.searchParams.set('state', state);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  target.hash = fragment;
  return reply.code(302).header('location', target.href).send();
}
