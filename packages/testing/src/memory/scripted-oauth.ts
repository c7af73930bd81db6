import {
  AccessTokenRejected,
  type Grant,
  type GrantKind,
  InvalidInput,
  type OAuth,
  type Platform,
  ReauthorizationRequired,
} from '@viral-scan/contracts';
import { profile } from '../builders/post.ts';

interface Consent {
  readonly externalId: string;
  readonly scopes: readonly string[];
}

/** A platform's login that knows who has consented to what; tokens of it begin with `canary-`. */
export interface ScriptedOAuth extends OAuth {
  /** `exchange`, `refresh`, `revoke`, `identify` as they were made. */
  readonly calls: string[];
  /** What `authorizationUrl` was asked for. */
  readonly asked: { state: string; redirectUri: string; codeVerifier: string | null }[];
  /** Runs before each call's effect; may throw or wait. */
  before: (call: string) => void | Promise<void>;
  /** Somebody consents; the code to come back with. Without scopes to all. */
  consent(externalId: string, scopes?: readonly string[]): string;
  /** Tokens of somebody who consented elsewhere. */
  hand(externalId: string, scopes?: readonly string[]): Grant;
  /** The user takes all consents back at the platform. */
  removeConsents(): void;
  isLive(accessToken: string): boolean;
  /** Ends an access token early; its refresh token stays good. */
  expire(accessToken: string): void;
}

export interface OAuthScript {
  readonly kind?: GrantKind;
  readonly platform?: Platform;
  readonly usesPkce?: boolean;
  readonly issuer?: string | null;
  /** Default: where it names an issuer. */
  readonly requiresIssuer?: boolean;
  readonly lifetimeMs?: number;
  /** False: a refresh leaves the refresh token as it is. Default true. */
  readonly rotates?: boolean;
  readonly realNow?: () => Date;
}

export function scriptedOAuth(script: OAuthScript = {}): ScriptedOAuth {
  const { kind = 'youtube', platform = 'youtube', usesPkce = true, issuer = null } = script;
  const { lifetimeMs = 3_600_000, rotates = true, realNow = () => new Date() } = script;
  const scopes = ['profile', 'posts', 'insights'];
  const codes = new Map<string, Consent>();
  const access = new Map<string, Consent>();
  const refresh = new Map<string, Consent>();
  let tokens = 0;

  const issue = (consent: Consent, refreshToken: string | null): Grant => {
    tokens += 1;
    const accessToken = `canary-access-${kind}-${tokens}`;
    access.set(accessToken, consent);
    return {
      accessToken,
      refreshToken,
      expiresAt: new Date(realNow().getTime() + lifetimeMs),
      refreshExpiresAt: null,
      scopes: consent.scopes,
    };
  };
  const issueBoth = (consent: Consent): Grant => {
    const refreshToken = `canary-refresh-${kind}-${tokens + 1}`;
    refresh.set(refreshToken, consent);
    return issue(consent, refreshToken);
  };
  const made = async (call: string): Promise<void> => {
    oauth.calls.push(call);
    await oauth.before(call);
  };

  const oauth: ScriptedOAuth = {
    kind,
    platform,
    scopes,
    requiredScopes: scopes.slice(0, 2),
    usesPkce,
    issuer,
    requiresIssuer: script.requiresIssuer ?? issuer !== null,
    renewAheadMs: 60_000,
    refreshesItself: false,
    endsAllGrants: false,
    calls: [],
    asked: [],
    before: () => undefined,

    consent(externalId, granted = scopes) {
      const code = `canary-code-${codes.size + 1}`;
      codes.set(code, { externalId, scopes: granted });
      return code;
    },
    hand: (externalId, granted = scopes) => issueBoth({ externalId, scopes: granted }),
    removeConsents() {
      access.clear();
      refresh.clear();
    },
    isLive: (accessToken) => access.has(accessToken),
    expire: (accessToken) => void access.delete(accessToken),

    authorizationUrl(request) {
      oauth.asked.push(request);
      const url = new URL(`https://${platform}.example/consent`);
      url.searchParams.set('state', request.state);
      url.searchParams.set('redirect_uri', request.redirectUri);
      return url;
    },

    async exchange({ code, redirectUri, codeVerifier }) {
      await made('exchange');
      const consent = codes.get(code);
      codes.delete(code);
      if (consent === undefined) throw new InvalidInput('code', 'was used or is none');
      const wasAsked = oauth.asked.some(
        (flow) => flow.redirectUri === redirectUri && flow.codeVerifier === codeVerifier,
      );
      if (!wasAsked) throw new InvalidInput('code', 'is of another flow');
      return issueBoth(consent);
    },

    async refresh({ refreshToken }) {
      await made('refresh');
      const consent = refresh.get(refreshToken);
      if (consent === undefined) {
        throw new ReauthorizationRequired('the platform says that the grant is gone');
      }
      if (!rotates) return issue(consent, null);
      refresh.delete(refreshToken);
      return issueBoth(consent);
    },

    async revoke({ accessToken, refreshToken }) {
      await made('revoke');
      access.delete(accessToken);
      if (refreshToken !== null) refresh.delete(refreshToken);
    },

    async identify(accessToken) {
      await made('identify');
      const consent = access.get(accessToken);
      if (consent === undefined) throw new AccessTokenRejected('the platform refuses the token');
      const { externalId } = consent;
      return profile({ platform, externalId, name: `Name of ${externalId}`, handle: null });
    },
  };
  return oauth;
}
