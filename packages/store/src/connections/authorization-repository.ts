import type { Authorization } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { holdSubject } from '../erasures/hold-subject.ts';

export interface AuthorizationRepository {
  keep(authorization: Authorization): Promise<void>;
  take(stateHash: string): Promise<Authorization | null>;
}

/** Rows deleted on the way, so that the table stays as small as what is under way. */
const sweptAtOnce = 50;

export function createAuthorizationRepository(pool: Pool): AuthorizationRepository {
  return {
    keep: (authorization) =>
      inTransaction(pool, async (client) => {
        await holdSubject(client, authorization);
        // An hour longer than it is good for: who comes late is told so.
        await client.query(
          `with stale as (
           select state_hash from identity.authorizations
           where expires_at < now() - interval '1 hour'
           order by expires_at limit ${sweptAtOnce}
           for update skip locked
         ), swept as (
           delete from identity.authorizations a using stale where a.state_hash = stale.state_hash
         )
         insert into identity.authorizations (state_hash, tenant_id, user_id, subject_id, kind,
           code_verifier_sealed, redirect_uri, return_to, browser_hash, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            authorization.stateHash,
            authorization.tenantId,
            authorization.userId,
            authorization.subjectId,
            authorization.kind,
            authorization.codeVerifier && Buffer.from(authorization.codeVerifier),
            authorization.redirectUri,
            authorization.returnTo,
            authorization.browserHash,
            authorization.expiresAt,
          ],
        );
      }),

    async take(stateHash) {
      const { rows } = await pool.query<Authorization>(
        `delete from identity.authorizations where state_hash = $1
         returning state_hash as "stateHash", tenant_id as "tenantId", user_id as "userId",
           subject_id as "subjectId", kind, code_verifier_sealed as "codeVerifier",
           redirect_uri as "redirectUri", return_to as "returnTo", browser_hash as "browserHash",
           expires_at as "expiresAt"`,
        [stateHash],
      );
      return rows[0] ?? null;
    },
  };
}
