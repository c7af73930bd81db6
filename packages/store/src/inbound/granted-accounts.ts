import { type AccountRef, accountRef, type Platform, type SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';

export interface GrantedAccount extends SubjectKey {
  readonly ref: AccountRef;
}

/** A connection of somebody whom a platform names. */
export interface FoundConnection extends GrantedAccount {
  /** From 0, of the names given. */
  readonly place: number;
  readonly isActive: boolean;
  /** By us, when the user disconnected the account: what was collected stays. */
  readonly isGivenBack: boolean;
  readonly connectedAt: Date;
}

export interface NamedAccount {
  readonly platform: Platform;
  /** The account's own, or another by which the platform names the grantee. */
  readonly externalId: string;
}

/** The connections of the named accounts, of all users. */
export async function findConnections(
  identity: Queryable,
  names: readonly NamedAccount[],
): Promise<readonly FoundConnection[]> {
  if (names.length === 0) return [];
  const { rows } = await identity.query<{
    place: number;
    tenant_id: string;
    subject_id: string;
    platform: Platform;
    external_id: string;
    is_active: boolean;
    is_given_back: boolean;
    connected_at: Date;
  }>(
    `select (given.place - 1)::int as place, c.tenant_id, c.subject_id, c.platform, c.external_id,
       c.state = 'active' as is_active,
       c.state = 'disconnected' and c.reason is null as is_given_back, c.connected_at
     from unnest($1::text[], $2::text[]) with ordinality as given (platform, id, place)
     join lateral (
       select by_id.connection_id from identity.connections by_id
       where by_id.platform = given.platform and by_id.external_id = given.id
       union
       select by_alias.connection_id from identity.connections by_alias
       where by_alias.platform = given.platform and by_alias.aliases @> array[given.id]
     ) found on true
     join identity.connections c on c.connection_id = found.connection_id
     order by given.place, c.connection_id`,
    [names.map(({ platform }) => platform), names.map(({ externalId }) => storedText(externalId))],
  );
  return rows.map((row) => ({
    place: row.place,
    tenantId: row.tenant_id,
    subjectId: row.subject_id,
    ref: accountRef(row.platform, row.external_id),
    isActive: row.is_active,
    isGivenBack: row.is_given_back,
    connectedAt: row.connected_at,
  }));
}

/** Whoever consents anew within it of their removal is taken for removed all the same. */
const clockToleranceMs = 60_000;

/** Whether the grant is of before the moment: a later consent is not undone by it. */
export const wasGrantedBefore = ({ connectedAt }: FoundConnection, moment: Date): boolean =>
  connectedAt.getTime() <= moment.getTime() + clockToleranceMs;
