import { NotFound, type SubjectKey } from '@viral-scan/contracts';
import type { Pool } from 'pg';

/** A subject's data key, itself sealed under the master key of that version. */
export interface WrappedKey extends SubjectKey {
  readonly keyId: string;
  readonly wrapped: Uint8Array;
  readonly masterVersion: number;
}

/** Fulfils the vault's port. A subject has at most one live key; destroyed ones leave their ids. */
export interface SubjectKeyRepository {
  /** The live key. */
  current(subject: SubjectKey): Promise<WrappedKey | null>;
  /**
   * Answers the live key: this one, or the one that was there first.
   *
   * @throws NotFound for an unknown subject.
   */
  create(key: WrappedKey): Promise<WrappedKey>;
  byId(subject: SubjectKey, keyId: string): Promise<WrappedKey | 'destroyed' | null>;
  /** Answers how many keys there were to destroy: one or none. */
  destroy(subject: SubjectKey): Promise<number>;
  /** Live keys of all tenants, by version of the master key. */
  countByVersion(): Promise<ReadonlyMap<number, number>>;
  /** Live keys of all tenants that are under another version, by ascending id. */
  staleBatch(
    version: number,
    limit: number,
    afterKeyId: string | null,
  ): Promise<readonly WrappedKey[]>;
  /** False, and nothing changed, unless the key is live and still under `fromVersion`. */
  rewrap(key: WrappedKey, fromVersion: number): Promise<boolean>;
}

const columns = `key_id as "keyId", tenant_id as "tenantId", subject_id as "subjectId", wrapped,
  master_version as "masterVersion"`;

export function createSubjectKeyRepository(pool: Pool): SubjectKeyRepository {
  const current = async ({ tenantId, subjectId }: SubjectKey): Promise<WrappedKey | null> => {
    const { rows } = await pool.query<WrappedKey>(
      `select ${columns} from identity.subject_keys
       where tenant_id = $1 and subject_id = $2 and destroyed_at is null`,
      [tenantId, subjectId],
    );
    return rows[0] ?? null;
  };

  return {
    current,

    async create(key) {
      // Of several at once the index lets one in; the others wait for it and see it afterwards.
      const { rows } = await pool.query<WrappedKey>(
        `insert into identity.subject_keys (key_id, tenant_id, subject_id, wrapped, master_version)
         select $1, tenant_id, subject_id, $4, $5 from identity.subjects
         where tenant_id = $2 and subject_id = $3 and erasing_at is null
         for key share
         on conflict (subject_id) where destroyed_at is null do nothing
         returning ${columns}`,
        [key.keyId, key.tenantId, key.subjectId, Buffer.from(key.wrapped), key.masterVersion],
      );
      const live = rows[0] ?? (await current(key));
      if (live === null) throw new NotFound('the subject is not known, or its key is just gone');
      return live;
    },

    async byId({ tenantId, subjectId }, keyId) {
      const { rows } = await pool.query<WrappedKey | (SubjectKey & { wrapped: null })>(
        `select ${columns} from identity.subject_keys
         where key_id = $1 and tenant_id = $2 and subject_id = $3`,
        [keyId, tenantId, subjectId],
      );
      const key = rows[0];
      if (key === undefined) return null;
      return key.wrapped === null ? 'destroyed' : key;
    },

    async destroy({ tenantId, subjectId }) {
      const { rowCount } = await pool.query(
        `update identity.subject_keys set wrapped = null, destroyed_at = now()
         where tenant_id = $1 and subject_id = $2 and destroyed_at is null`,
        [tenantId, subjectId],
      );
      return rowCount ?? 0;
    },

    async countByVersion() {
      const { rows } = await pool.query<{ version: number; keys: number }>(
        `select master_version as version, count(*) as keys from identity.subject_keys
         where destroyed_at is null group by master_version order by master_version`,
      );
      return new Map(rows.map(({ version, keys }) => [version, keys]));
    },

    async staleBatch(version, limit, afterKeyId) {
      const { rows } = await pool.query<WrappedKey>(
        `select ${columns} from identity.subject_keys
         where destroyed_at is null and master_version <> $1 and ($3::uuid is null or key_id > $3)
         order by key_id limit $2`,
        [version, limit, afterKeyId],
      );
      return rows;
    },

    async rewrap(key, fromVersion) {
      const { rowCount } = await pool.query(
        `update identity.subject_keys
         set wrapped = $4, master_version = $5, rewrapped_at = now()
         where key_id = $1 and tenant_id = $2 and subject_id = $3
           and master_version = $6 and destroyed_at is null`,
        [
          key.keyId,
          key.tenantId,
          key.subjectId,
          Buffer.from(key.wrapped),
          key.masterVersion,
          fromVersion,
        ],
      );
      return rowCount === 1;
    },
  };
}
