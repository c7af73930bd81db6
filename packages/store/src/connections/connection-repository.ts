import {
  type AccountRef,
  accountRef,
  type Connection,
  type NewConnection,
  type Renewal,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { holdSubject } from '../erasures/hold-subject.ts';
import { storedText } from '../values/stored-text.ts';
import { type ConnectionRow, connectionColumns, connectionOf } from './connection-row.ts';
import { fewAtOnce } from './few-at-once.ts';
import { noteGivenBack } from './given-back.ts';
import { renew } from './renew.ts';
import { saveConnection } from './save-connection.ts';
import { tellGrantEnded } from './tell-grant-ended.ts';

type Moment = Pick<Connection, 'connectionId' | 'generation'>;

export interface ConnectionRepository {
  find(subject: SubjectKey, ref: AccountRef): Promise<Connection | null>;
  list(subject: SubjectKey): Promise<readonly Connection[]>;
  save(subject: SubjectKey, connection: NewConnection): Promise<Connection | null>;
  renew(
    subject: SubjectKey,
    seen: Moment,
    exchange: (locked: Connection) => Promise<Renewal>,
  ): Promise<Connection | null>;
  refuse(subject: SubjectKey, seen: Moment, reason: string): Promise<void>;
  disconnect(subject: SubjectKey, ref: AccountRef): Promise<Connection | null>;
  noteUnrevoked(subject: SubjectKey, seen: Moment, reason: string): Promise<void>;
  destroyTokens(subject: SubjectKey, seen: Moment, notRevoked: string | null): Promise<void>;
  noteGivenBack(connection: Pick<Connection, 'platform' | 'externalId' | 'aliases'>): Promise<void>;
}

/** A renewal holds a connection of the pool while it asks the platform, and may need the pool. */
const poolShareOfRenewals = 0.5;

export function createConnectionRepository(pool: Pool): ConnectionRepository {
  const few = fewAtOnce(Math.max(1, Math.floor(pool.options.max * poolShareOfRenewals)));
  return {
    noteGivenBack: (connection) => noteGivenBack(pool, connection),
    save: (subject, connection) =>
      inTransaction(pool, async (client) => {
        await holdSubject(client, subject, [
          accountRef(connection.platform, connection.externalId),
        ]);
        return saveConnection(client, subject, connection);
      }),
    renew: (subject, seen, exchange) => few(() => renew(pool, subject, seen, exchange)),

    async find({ tenantId, subjectId }, ref) {
      const { platform, externalId } = splitAccountRef(ref);
      const { rows } = await pool.query<ConnectionRow>(
        `select ${connectionColumns} from identity.connections
         where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4`,
        [tenantId, subjectId, platform, storedText(externalId)],
      );
      return rows[0] === undefined ? null : connectionOf(rows[0]);
    },

    async list({ tenantId, subjectId }) {
      const { rows } = await pool.query<ConnectionRow>(
        `select ${connectionColumns} from identity.connections
         where tenant_id = $1 and subject_id = $2
         order by (platform || ':' || external_id) collate "C"`,
        [tenantId, subjectId],
      );
      return rows.map(connectionOf);
    },

    refuse: (subject, seen, reason) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<ConnectionRow>(
          `update identity.connections
           set state = 'reauthorization_required', reason = $5, generation = generation + 1,
             updated_at = now()
           where tenant_id = $1 and subject_id = $2 and connection_id = $3 and generation = $4
             and state = 'active'
           returning ${connectionColumns}`,
          [
            subject.tenantId,
            subject.subjectId,
            seen.connectionId,
            seen.generation,
            storedText(reason),
          ],
        );
        if (rows[0] !== undefined) await tellGrantEnded(client, subject, connectionOf(rows[0]));
      }),

    async disconnect({ tenantId, subjectId }, ref) {
      const { platform, externalId } = splitAccountRef(ref);
      // A row that is disconnected already keeps its generation and reason.
      const { rows } = await pool.query<ConnectionRow>(
        `update identity.connections
         set state = 'disconnected', updated_at = now(),
           reason = case when state = 'disconnected' then reason end,
           generation = generation + case when state = 'disconnected' then 0 else 1 end
         where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4
         returning ${connectionColumns}`,
        [tenantId, subjectId, platform, storedText(externalId)],
      );
      return rows[0] === undefined ? null : connectionOf(rows[0]);
    },

    async noteUnrevoked({ tenantId, subjectId }, seen, reason) {
      await pool.query(
        `update identity.connections set reason = $5, updated_at = now()
         where tenant_id = $1 and subject_id = $2 and connection_id = $3 and generation = $4
           and state = 'disconnected'`,
        [tenantId, subjectId, seen.connectionId, seen.generation, storedText(reason)],
      );
    },

    async destroyTokens({ tenantId, subjectId }, seen, notRevoked) {
      await pool.query(
        `update identity.connections
         set access_token_sealed = null, refresh_token_sealed = null, expires_at = null,
           refresh_expires_at = null, reason = $5, updated_at = now()
         where tenant_id = $1 and subject_id = $2 and connection_id = $3 and generation = $4
           and state = 'disconnected'`,
        [
          tenantId,
          subjectId,
          seen.connectionId,
          seen.generation,
          notRevoked && storedText(notRevoked),
        ],
      );
    },
  };
}
