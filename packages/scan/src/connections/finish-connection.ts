import {
  AccountNotFound,
  type AccountRef,
  type Authorization,
  accountRef,
  BeingErased,
  DomainError,
  type Grant,
  type Grantee,
  type GrantKind,
  InvalidInput,
  type OAuth,
  type Platform,
  QuotaExhausted,
  RateLimited,
  type SubjectKey,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { ConnectDeps } from './connect-deps.ts';
import { keepConnection } from './keep-connection.ts';
import { missingScopes } from './scopes.ts';
import { hashSecret, isHashOf, isSecret } from './state.ts';
import { verifierField } from './verifier-field.ts';

/** What a browser brought back from a platform, as it came: nothing of it is trusted or shown. */
export interface PlatformReturn {
  /** At whose address it came in. */
  readonly platform: Platform;
  readonly state: string | null;
  readonly code: string | null;
  readonly error: string | null;
  readonly iss: string | null;
  /** What the browser showed for the flow, see `flowIdOf`. */
  readonly browserNonce: string | null;
}

/**
 * `unknown_state`: none of ours, or used. `expired`, `wrong_browser`, `wrong_platform`,
 * `wrong_issuer`: not the answer to what was asked. `denied`: by the user. `bad_answer`: no code.
 * `code_rejected`: used, wrong or too old. `missing_scopes`: the user left out what is needed.
 * `no_account`: the user has none on the platform. `being_erased`: what is stored of the user is being
 * deleted, nothing is taken on meanwhile. `not_configured`, `platform_refused`: ours to
 * mend. `platform_unavailable`: worth trying again.
 */
export type ConnectRefusal =
  | 'unknown_state'
  | 'expired'
  | 'wrong_browser'
  | 'wrong_platform'
  | 'wrong_issuer'
  | 'denied'
  | 'bad_answer'
  | 'code_rejected'
  | 'missing_scopes'
  | 'no_account'
  | 'being_erased'
  | 'not_configured'
  | 'platform_refused'
  | 'platform_unavailable';

export type FinishedConnection =
  | {
      readonly outcome: 'connected';
      readonly ref: AccountRef;
      readonly kind: GrantKind;
      readonly missingScopes: readonly string[];
      readonly returnTo: string | null;
    }
  | {
      readonly outcome: 'refused';
      readonly reason: ConnectRefusal;
      /** Needed and not granted. */
      readonly missingScopes: readonly string[];
      readonly returnTo: string | null;
      /** For the log. */
      readonly cause: unknown;
    };

const patienceMs = 20_000;

/** Thrown and caught here: every way out of the flow ends in one outcome. */
class Refusal extends Error {
  readonly reason: ConnectRefusal;
  readonly missing: readonly string[];
  constructor(
    reason: ConnectRefusal,
    options: ErrorOptions & { missing?: readonly string[] } = {},
  ) {
    super(reason, options);
    this.reason = reason;
    this.missing = options.missing ?? [];
  }
}

/**
 * Takes a user back from a platform. The state is spent, whatever comes of it. Its checks come
 * before anything is sent anywhere: a code goes to no other platform than the one that was asked.
 */
export async function finishConnection(
  deps: ConnectDeps,
  answer: PlatformReturn,
): Promise<FinishedConnection> {
  const authorization = await takeAuthorization(deps, answer.state);
  const returnTo = authorization?.returnTo ?? null;
  try {
    if (authorization === null) throw new Refusal('unknown_state');
    const oauth = checkAnswer(deps, authorization, answer);
    const { profile, grant } = await grantOf(deps, authorization, oauth, codeOf(answer, oauth));
    const kept = keepConnection(deps, authorization, oauth, profile, grant);
    const connection = await kept.catch(async (error: unknown) => {
      if (!(error instanceof BeingErased)) throw error;
      // Nobody else would ever give it back.
      await giveBack(oauth, grant);
      throw new Refusal('being_erased', { cause: error });
    });
    return {
      outcome: 'connected',
      ref: accountRef(profile.platform, profile.externalId),
      kind: oauth.kind,
      missingScopes: connection.missingScopes,
      returnTo,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason, missing, cause } = error;
    return { outcome: 'refused', reason, missingScopes: missing, returnTo, cause };
  }
}

const takeAuthorization = async (
  { authorizations }: ConnectDeps,
  state: string | null,
): Promise<Authorization | null> =>
  state === null || !isSecret(state) ? null : authorizations.take(hashSecret(state));

/** Who answers must be who was asked, and come back in time, in the browser that was sent. */
function checkAnswer(
  deps: ConnectDeps,
  authorization: Authorization,
  { platform, browserNonce }: PlatformReturn,
): OAuth {
  const { browserHash, expiresAt, kind } = authorization;
  if (browserHash !== null && (browserNonce === null || !isHashOf(browserHash, browserNonce))) {
    throw new Refusal('wrong_browser');
  }
  if (expiresAt <= deps.realNow()) throw new Refusal('expired');
  const oauth = deps.oauth.get(kind);
  if (oauth === undefined) throw new Refusal('not_configured');
  if (oauth.platform !== platform) throw new Refusal('wrong_platform');
  return oauth;
}

/** An answer that names another sender is not the one that was asked for (RFC 9207). */
function codeOf({ code, error, iss }: PlatformReturn, oauth: OAuth): string {
  if (error !== null) throw new Refusal(error === 'access_denied' ? 'denied' : 'platform_refused');
  const isOurs = iss === null ? !oauth.requiresIssuer : iss === oauth.issuer;
  if (!isOurs) throw new Refusal('wrong_issuer');
  if (code === null || code === '') throw new Refusal('bad_answer');
  return code;
}

async function grantOf(
  deps: ConnectDeps,
  authorization: Authorization,
  oauth: OAuth,
  code: string,
): Promise<{ readonly profile: Grantee; readonly grant: Grant }> {
  const { redirectUri } = authorization;
  const call = { signal: AbortSignal.timeout(patienceMs) };
  const codeVerifier = await openVerifier(deps, authorization);
  const grant = await asRefusal(call.signal, () =>
    oauth.exchange({ code, redirectUri, codeVerifier }, call),
  );
  const { required } = missingScopes(oauth, grant.scopes);
  if (required.length > 0) {
    await giveBack(oauth, grant);
    throw new Refusal('missing_scopes', { missing: required });
  }
  try {
    const identify = () => oauth.identify(grant.accessToken, call);
    return { profile: await asRefusal(call.signal, identify), grant };
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'no_account') await giveBack(oauth, grant);
    throw error;
  }
}

const openVerifier = async (
  { vault }: ConnectDeps,
  { codeVerifier, stateHash, ...whose }: Authorization & SubjectKey,
): Promise<string | null> =>
  codeVerifier && (await vault.open(whose, verifierField(stateHash), codeVerifier));

/**
 * What is of no use to us is not kept by us; should the platform not listen, it ends by itself. So it
 * does where giving it back would end other grants of the person.
 */
const giveBack = async (oauth: OAuth, grant: Grant): Promise<void> =>
  (oauth.endsAllGrants ? null : oauth.revoke)?.(grant, {
    signal: AbortSignal.timeout(patienceMs / 2),
  }).catch(() => undefined);

async function asRefusal<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (signal.aborted) throw new Refusal('platform_unavailable', { cause });
    if (!(cause instanceof DomainError)) throw cause;
    throw new Refusal(refusalOf(cause), { cause });
  }
}

function refusalOf(error: DomainError): ConnectRefusal {
  if (error instanceof InvalidInput) return 'code_rejected';
  if (error instanceof AccountNotFound) return 'no_account';
  const mayPass = [UpstreamUnavailable, RateLimited, QuotaExhausted];
  return mayPass.some((kind) => error instanceof kind)
    ? 'platform_unavailable'
    : 'platform_refused';
}
