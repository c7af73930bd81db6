import type { World } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { googleAnswer } from '../google/routes.ts';
import { type GrantKind, grantKinds, knownScopes, platformOf } from '../grants/grant-kinds.ts';
import type { GrantStore, GrantView, IssuedTokens } from '../grants/grant-store.ts';
import { tokenLives } from '../grants/token.ts';
import { knownAccount } from '../known-account.ts';
import { longTokenAnswer } from '../meta/token-exchange.ts';
import type { Clients } from '../oauth/clients.ts';
import { type ConsentState, consentModes } from '../oauth/consent.ts';
import type { PlatformSettings } from '../settings.ts';
import { accountsTokens } from '../tiktok/accounts/oauth-routes.ts';
import { displayTokens } from '../tiktok/display/oauth-routes.ts';

export interface GrantRoutesDeps {
  readonly world: World;
  readonly grants: GrantStore;
  readonly clients: Clients;
  readonly consent: ConsentState;
  /** The demo user's account of a kind; null when the world has none. */
  readonly ownAccount: (kind: GrantKind) => string | null;
  readonly meta: Pick<PlatformSettings, 'metaShortTtlMs' | 'metaLongTtlMs'>;
}

const tokenBody = z.strictObject({
  grant_kind: z.enum(grantKinds),
  account_id: z.string().max(200).optional(),
  scopes: z.array(z.string()).min(1).max(20).optional(),
  expires_in_s: z.number().int().min(0).max(1_000_000_000).optional(),
  client_id: z.string().max(200).optional(),
  /** Of Meta's tokens: long by default. */
  life: z.enum(tokenLives).optional(),
  /** Of Meta's tokens: issued so long ago. */
  age_s: z.number().int().min(0).max(1_000_000_000).optional(),
});
const filterBody = z.strictObject({
  grant_id: z.string().max(100).optional(),
  grant_kind: z.enum(grantKinds).optional(),
  account_id: z.string().max(200).optional(),
});
const expireBody = filterBody.extend({ what: z.enum(['access', 'all']).default('access') });
const consentBody = z.strictObject({
  mode: z.enum(consentModes),
  account_id: z.string().max(200).nullable().default(null),
  withhold: z.array(z.string().max(200)).max(20).default([]),
});

/** Grants and tokens from behind the scenes, below `/_sandbox`. */
export async function grantRoutes(app: FastifyInstance, deps: GrantRoutesDeps): Promise<void> {
  const { grants, consent } = deps;
  app.get('/grants', () => ({ grants: grants.list().map(toView) }));
  app.post('/grants/expire', (request) => {
    const { what, ...filter } = expireBody.parse(request.body ?? {});
    return { grants: grants.expire(toFilter(deps.world, filter), what) };
  });
  app.post('/grants/revoke', (request) => ({
    grants: grants.revoke(toFilter(deps.world, filterBody.parse(request.body ?? {}))),
  }));
  app.post('/tokens', (request, reply) => {
    const asked = tokenBody.parse(request.body);
    return reply.code(201).send(issueTokens(deps, asked));
  });
  app.get('/consent', () => consentView(consent));
  app.put('/consent', (request) => {
    const { mode, account_id, withhold } = consentBody.parse(request.body);
    consent.set({ mode, account: account_id, withhold });
    return consentView(consent);
  });
}

const accountPlatforms = Object.values(platformOf);

const toFilter = (
  world: World,
  { grant_id, grant_kind, account_id }: z.output<typeof filterBody>,
) => ({
  grantId: grant_id,
  kind: grant_kind,
  accountId:
    account_id &&
    (accountPlatforms
      .map((platform) => knownAccount(world, platform, account_id))
      .find((known) => known !== null) ??
      account_id),
});

const toView = (grant: GrantView) => ({
  id: grant.id,
  kind: grant.kind,
  client_id: grant.clientId,
  account_id: grant.accountId,
  scopes: grant.scopes,
  revoked: grant.revoked,
  refreshes: grant.refreshes,
  refused_refreshes: grant.refusedRefreshes,
});

const consentView = (consent: ConsentState) => {
  const { mode, account, withhold } = consent.get();
  return { mode, account_id: account, withhold };
};

/** What the platform's token endpoint would answer, without a consent. */
function issueTokens(
  { world, grants, clients, ownAccount, meta }: GrantRoutesDeps,
  asked: z.output<typeof tokenBody>,
): object {
  const kind = asked.grant_kind;
  const clientId = asked.client_id ?? clients.registered[0]?.id ?? '';
  if (!clients.registered.some(({ id }) => id === clientId)) {
    throw new RangeError('client_id: no such client');
  }
  const wanted = asked.account_id ?? ownAccount(kind) ?? '';
  const accountId = knownAccount(world, platformOf[kind], wanted);
  if (accountId === null) throw new RangeError('account_id: no such account in this world');
  const scopes = asked.scopes ?? knownScopes[kind];
  const unknown = scopes.find((scope) => !knownScopes[kind].includes(scope));
  if (unknown !== undefined) throw new RangeError(`scopes: ${unknown} is not a scope of ${kind}`);
  const isMeta = !['youtube', 'tiktok'].includes(platformOf[kind]);
  const life = isMeta ? (asked.life ?? 'long') : undefined;
  if (!isMeta && (asked.life ?? asked.age_s) !== undefined) {
    throw new RangeError(`life, age_s: not of ${kind}`);
  }
  const usualTtlMs =
    life === 'page'
      ? Number.POSITIVE_INFINITY
      : life === 'short'
        ? meta.metaShortTtlMs
        : meta.metaLongTtlMs;
  const issued = grants.create({
    kind,
    clientId,
    accountId,
    scopes,
    withRefreshToken: !isMeta,
    accessTtlMs:
      asked.expires_in_s === undefined
        ? isMeta
          ? usualTtlMs
          : undefined
        : asked.expires_in_s * 1_000,
    ...(isMeta && { life, ageMs: (asked.age_s ?? 0) * 1_000 }),
  });
  if (isMeta) return metaAnswer(issued);
  if (kind === 'youtube') return googleAnswer(issued);
  return kind === 'tiktok-accounts' ? accountsTokens(issued) : displayTokens(world.tiktok, issued);
}

/** Meta's own answers do not name the account in all cases. */
const metaAnswer = (issued: IssuedTokens): object => ({
  ...longTokenAnswer(issued),
  user_id: issued.grant.accountId,
});
