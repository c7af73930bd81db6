import {
  BeingErased,
  type Caller,
  type NewServiceKey,
  type Principal,
  type ServiceKey,
  type SubjectKey,
} from '@viral-scan/contracts';
import pg, { type Pool } from 'pg';
import { onlyRow } from '../connection/transaction.ts';

export interface IdentityRepository {
  principalOf(caller: Caller): Promise<Principal>;
  find(caller: Caller): Promise<SubjectKey | null>;
  findServiceKey(secretHash: Uint8Array): Promise<ServiceKey | null>;
  createServiceKey(key: NewServiceKey): Promise<ServiceKey>;
}

/** The user's row went between two statements: their erasure ended at this moment. */
function refuseErased(error: unknown): never {
  if (error instanceof pg.DatabaseError && error.code === '23503') {
    throw new BeingErased('what was stored of the user has just been deleted', { cause: error });
  }
  throw error;
}

interface KnownSubject {
  readonly subject_id: string;
  readonly is_being_erased: boolean;
}

export function createIdentityRepository(pool: Pool): IdentityRepository {
  const subjectOf = async ({ tenantId, userId }: Caller): Promise<KnownSubject | undefined> => {
    const { rows } = await pool.query<KnownSubject>(
      `select subject_id, erasing_at is not null as is_being_erased from identity.subjects
       where tenant_id = $1 and user_id = $2`,
      [tenantId, userId],
    );
    return rows[0];
  };
  const principalOf = (
    caller: Caller,
    { subject_id, is_being_erased }: KnownSubject,
  ): Principal => {
    if (is_being_erased) throw new BeingErased('what is stored of the user is being deleted');
    return { ...caller, subjectId: subject_id };
  };

  return {
    async principalOf(caller) {
      const known = await subjectOf(caller);
      if (known !== undefined) return principalOf(caller, known);
      // Each statement alone is safe to run twice; of several callers at once one inserts.
      await pool.query(
        'insert into identity.tenants (tenant_id) values ($1) on conflict do nothing',
        [caller.tenantId],
      );
      const pair = [caller.tenantId, caller.userId];
      await pool.query(
        'insert into identity.users (tenant_id, user_id) values ($1, $2) on conflict do nothing',
        pair,
      );
      await pool
        .query(
          'insert into identity.subjects (tenant_id, user_id) values ($1, $2) on conflict do nothing',
          pair,
        )
        .catch(refuseErased);
      const created = await subjectOf(caller);
      return principalOf(caller, onlyRow(created === undefined ? [] : [created]));
    },

    async find(caller) {
      const known = await subjectOf(caller);
      return known === undefined
        ? null
        : { tenantId: caller.tenantId, subjectId: known.subject_id };
    },

    async findServiceKey(secretHash) {
      const { rows } = await pool.query<ServiceKey>(
        `select key_id as "keyId", tenant_id as "tenantId", scopes from identity.api_keys
         where secret_hash = $1 and revoked_at is null`,
        [Buffer.from(secretHash)],
      );
      return rows[0] ?? null;
    },

    async createServiceKey(key) {
      await pool.query(
        'insert into identity.tenants (tenant_id) values ($1) on conflict do nothing',
        [key.tenantId],
      );
      const { rows } = await pool.query<ServiceKey>(
        `insert into identity.api_keys (tenant_id, name, secret_hash, scopes)
         values ($1, $2, $3, $4)
         returning key_id as "keyId", tenant_id as "tenantId", scopes`,
        [key.tenantId, key.name, Buffer.from(key.secretHash), key.scopes],
      );
      return onlyRow(rows);
    },
  };
}
