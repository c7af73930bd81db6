import type { Connection, NewConnection, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { type ConnectionRow, connectionColumns, connectionOf } from './connection-row.ts';

/** The newest consent wins; tokens are sealed for the row's id, so another id is not overwritten. */
export async function saveConnection(
  db: Queryable,
  subject: SubjectKey,
  connection: NewConnection,
): Promise<Connection | null> {
  const { rows } = await db.query<ConnectionRow>(
    `insert into identity.connections as known (connection_id, tenant_id, subject_id, platform,
       external_id, kind, scopes, missing_scopes, access_token_sealed, refresh_token_sealed,
       expires_at, refresh_expires_at, connected_at, aliases)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (subject_id, platform, external_id) do update set
       kind = excluded.kind, scopes = excluded.scopes, missing_scopes = excluded.missing_scopes,
       access_token_sealed = excluded.access_token_sealed,
       refresh_token_sealed = excluded.refresh_token_sealed, expires_at = excluded.expires_at,
       refresh_expires_at = excluded.refresh_expires_at, connected_at = excluded.connected_at,
       aliases = excluded.aliases, state = 'active', reason = null, generation = known.generation + 1, updated_at = now()
     where known.connection_id = excluded.connection_id and known.tenant_id = excluded.tenant_id
     returning ${connectionColumns}`,
    [
      connection.connectionId,
      subject.tenantId,
      subject.subjectId,
      connection.platform,
      connection.externalId,
      connection.kind,
      connection.scopes,
      connection.missingScopes,
      Buffer.from(connection.tokens.accessToken),
      connection.tokens.refreshToken && Buffer.from(connection.tokens.refreshToken),
      connection.expiresAt,
      connection.refreshExpiresAt,
      connection.connectedAt,
      connection.aliases,
    ],
  );
  return rows[0] === undefined ? null : connectionOf(rows[0]);
}
