import {
  type Connection,
  type Renewal,
  type SubjectKey,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import pg, { type Pool } from 'pg';
import { inTransaction, onlyRow, type Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import { type ConnectionRow, connectionColumns, connectionOf } from './connection-row.ts';
import { tellGrantEnded } from './tell-grant-ended.ts';

type Moment = Pick<Connection, 'connectionId' | 'generation'>;

/**
 * The row stays locked while `exchange` asks the platform: whoever else comes, in whichever
 * process, waits for the lock and then sees another generation, so that a refresh token that works
 * once is sent once. The lock goes with the connection that holds it, should its process die.
 */
export function renew(
  pool: Pool,
  subject: SubjectKey,
  seen: Moment,
  exchange: (locked: Connection) => Promise<Renewal>,
): Promise<Connection | null> {
  return inTransaction(pool, async (client) => {
    const locked = await lock(client, subject, seen.connectionId);
    if (locked === null || locked.state !== 'active' || locked.generation !== seen.generation) {
      return locked;
    }
    const next = await write(client, subject, seen.connectionId, await exchange(locked));
    if (next.state !== 'active') await tellGrantEnded(client, subject, next);
    return next;
  });
}

async function lock(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  connectionId: string,
): Promise<Connection | null> {
  try {
    const { rows } = await db.query<ConnectionRow>(
      `select ${connectionColumns} from identity.connections
       where tenant_id = $1 and subject_id = $2 and connection_id = $3
       for no key update`,
      [tenantId, subjectId, connectionId],
    );
    return rows[0] === undefined ? null : connectionOf(rows[0]);
  } catch (cause) {
    if (!isWaitTimeout(cause)) throw cause;
    throw new UpstreamUnavailable('another renewal of this connection takes too long', { cause });
  }
}

/** SQLSTATEs of a statement or lock that waited too long. */
const isWaitTimeout = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '57014' || error.code === '55P03');

/** A dead grant's tokens are of no use to anybody. */
async function write(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  connectionId: string,
  renewal: Renewal,
): Promise<Connection> {
  const key = [tenantId, subjectId, connectionId];
  const { rows } =
    renewal.outcome === 'dead'
      ? await db.query<ConnectionRow>(
          `update identity.connections
           set state = 'reauthorization_required', reason = $4, generation = generation + 1,
             access_token_sealed = null, refresh_token_sealed = null, expires_at = null,
             refresh_expires_at = null, updated_at = now()
           where tenant_id = $1 and subject_id = $2 and connection_id = $3
           returning ${connectionColumns}`,
          [...key, storedText(renewal.reason)],
        )
      : await db.query<ConnectionRow>(
          `update identity.connections
           set access_token_sealed = $4, refresh_token_sealed = $5, expires_at = $6,
             refresh_expires_at = $7, scopes = $8, missing_scopes = $9,
             generation = generation + 1, updated_at = now()
           where tenant_id = $1 and subject_id = $2 and connection_id = $3
           returning ${connectionColumns}`,
          [
            ...key,
            Buffer.from(renewal.tokens.accessToken),
            renewal.tokens.refreshToken && Buffer.from(renewal.tokens.refreshToken),
            renewal.expiresAt,
            renewal.refreshExpiresAt,
            renewal.scopes,
            renewal.missingScopes,
          ],
        );
  return connectionOf(onlyRow(rows));
}
