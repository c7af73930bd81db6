import { z } from 'zod';
import type { AccountRef } from './account-ref.ts';
import { type GrantKind, grantKinds } from './connector.ts';
import { type Platform, platformSchema } from './platform.ts';

/** Platforms whose accounts their owners can connect. */
export const connectablePlatforms = [
  'youtube',
  'tiktok',
  'instagram',
  'threads',
] as const satisfies readonly Platform[];
export const connectablePlatformSchema = z.enum(connectablePlatforms);
export type ConnectablePlatform = (typeof connectablePlatforms)[number];

/** The first is taken where none is named. */
const kindsOf: Readonly<Record<ConnectablePlatform, readonly [GrantKind, ...GrantKind[]]>> = {
  youtube: ['youtube'],
  tiktok: ['tiktok-accounts', 'tiktok-display'],
  instagram: ['instagram-login', 'instagram-facebook'],
  threads: ['threads'],
};

/** The wished kind of grant of a platform; null when the platform knows no such kind. */
export const grantKindOf = (
  platform: ConnectablePlatform,
  wished: GrantKind | undefined,
): GrantKind | null => {
  const kinds = kindsOf[platform];
  return kinds.find((kind) => kind === (wished ?? kinds[0])) ?? null;
};

/**
 * `active`: tokens are used and renewed. `reauthorization_required`: the grant is dead or lacks
 * something, `reason` says what; only the user can mend it. `disconnected`: by the user; what was
 * collected stays.
 */
export const connectionStates = ['active', 'reauthorization_required', 'disconnected'] as const;
export const connectionStateSchema = z.enum(connectionStates);
export type ConnectionState = z.infer<typeof connectionStateSchema>;

/** Each sealed for its column and the connection's row. */
export interface SealedTokens {
  readonly accessToken: Uint8Array;
  /** Null: the grant ends with its access token. */
  readonly refreshToken: Uint8Array | null;
}

/** What changes with every renewal. */
export interface TokensState {
  readonly tokens: SealedTokens;
  readonly expiresAt: Date;
  readonly refreshExpiresAt: Date | null;
  /** Granted. */
  readonly scopes: readonly string[];
  /** Asked for, not granted, and not needed for what is read at the least. */
  readonly missingScopes: readonly string[];
}

export interface NewConnection extends TokensState {
  readonly connectionId: string;
  readonly platform: Platform;
  readonly externalId: string;
  readonly kind: GrantKind;
  /** Other ids by which the platform names the grantee in what it sends, see `Grantee`. */
  readonly aliases: readonly string[];
  /** Real time of the consent. */
  readonly connectedAt: Date;
}

/** The grant of one account; an account has one at most. */
export interface Connection extends Omit<NewConnection, 'tokens' | 'expiresAt'> {
  /** Null when they were destroyed. */
  readonly tokens: SealedTokens | null;
  readonly expiresAt: Date | null;
  readonly state: ConnectionState;
  readonly reason: string | null;
  /** Raised whenever tokens or state change: tells old tokens from new ones. */
  readonly generation: number;
}

/** What renewing a connection came to; anything thrown instead changes nothing. */
export type Renewal =
  | ({ readonly outcome: 'renewed' } & TokensState)
  | { readonly outcome: 'dead'; readonly reason: string };

/** A consent that a user was sent away for; times are real. */
export interface Authorization {
  /** SHA-256 of the state, hex; the state itself is not kept. */
  readonly stateHash: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly subjectId: string;
  readonly kind: GrantKind;
  /** Null without PKCE. */
  readonly codeVerifier: Uint8Array | null;
  readonly redirectUri: string;
  readonly returnTo: string | null;
  /** SHA-256 of what the browser must show, hex; null when the state went to no browser of ours. */
  readonly browserHash: string | null;
  readonly expiresAt: Date;
}

/** An account as its owner knows it, whether connected or not. */
export interface OwnProfile {
  readonly ref: AccountRef;
  readonly name: string | null;
  readonly handle: string | null;
}

const scopesSchema = z.array(z.string());

/** One entry of `GET /accounts`; never tokens. */
export const ownAccountSchema = z.object({
  id: z.string().describe('`platform:id`'),
  platform: platformSchema,
  name: z.string().nullable(),
  handle: z.string().nullable(),
  state: z.enum([...connectionStates, 'not_connected']),
  reason: z.string().nullable().describe('Why the user has to connect it again'),
  kind: z.enum(grantKinds).nullable(),
  scopes: scopesSchema,
  missing_scopes: scopesSchema.describe('Asked for but not granted'),
  connected_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable().describe('Of the access token; renewed by itself'),
  reauthorize_url: z
    .string()
    .nullable()
    .describe('Where to connect it (again); null while it is active, or where it cannot be'),
});
export type OwnAccount = z.infer<typeof ownAccountSchema>;

export const ownAccountsSchema = z.object({ accounts: z.array(ownAccountSchema) });

/** 200 of `GET /connect/{platform}`. */
export const connectStartedSchema = z.object({
  authorization_url: z.url(),
  expires_at: z.iso.datetime(),
});

const maxTokenLength = 8_192;
const tokenSchema = z
  .string()
  .max(maxTokenLength)
  .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters');

/** Body of `PUT /accounts/{id}/tokens`. */
export const handInTokensSchema = z.strictObject({
  kind: z.enum(grantKinds).optional(),
  access_token: tokenSchema,
  refresh_token: tokenSchema.optional(),
  expires_at: z.iso.datetime({ offset: true }),
  /** As granted; without it, all that this service asks for. */
  scopes: z.array(z.string().min(1).max(200)).max(100).optional(),
});
export type HandInTokens = z.infer<typeof handInTokensSchema>;

/** 200 of `DELETE /accounts/{id}/tokens`. */
export const disconnectedSchema = z.object({
  id: z.string(),
  state: z.literal('disconnected'),
  revoked: z.boolean().describe('The platform has taken the grant back'),
  reason: z.string().nullable().describe('Why it has not; repeat the call to try again'),
});
export type Disconnected = z.infer<typeof disconnectedSchema>;
