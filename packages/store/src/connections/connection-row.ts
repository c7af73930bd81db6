import type { Connection, ConnectionState, GrantKind, Platform } from '@viral-scan/contracts';

export interface ConnectionRow {
  readonly connection_id: string;
  readonly platform: Platform;
  readonly external_id: string;
  readonly kind: GrantKind;
  readonly state: ConnectionState;
  readonly reason: string | null;
  readonly scopes: string[];
  readonly missing_scopes: string[];
  readonly access_token_sealed: Buffer | null;
  readonly refresh_token_sealed: Buffer | null;
  readonly expires_at: Date | null;
  readonly refresh_expires_at: Date | null;
  readonly generation: number;
  readonly connected_at: Date;
  readonly aliases: string[];
}

export const connectionColumns = `connection_id, platform, external_id, kind, state, reason, scopes,
  missing_scopes, access_token_sealed, refresh_token_sealed, expires_at, refresh_expires_at,
  generation, connected_at, aliases`;

export const connectionOf = (row: ConnectionRow): Connection => ({
  connectionId: row.connection_id,
  platform: row.platform,
  externalId: row.external_id,
  kind: row.kind,
  state: row.state,
  reason: row.reason,
  scopes: row.scopes,
  missingScopes: row.missing_scopes,
  tokens: row.access_token_sealed && {
    accessToken: row.access_token_sealed,
    refreshToken: row.refresh_token_sealed,
  },
  expiresAt: row.expires_at,
  refreshExpiresAt: row.refresh_expires_at,
  generation: row.generation,
  connectedAt: row.connected_at,
  aliases: row.aliases,
});
