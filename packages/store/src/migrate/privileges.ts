import type { Queryable } from '../connection/transaction.ts';

export const scanRole = 'viral_scan_scan';
export const identityRole = 'viral_scan_identity';

/** Roles are of the whole cluster: another database's migration may create them meanwhile. */
const createRoles = [scanRole, identityRole]
  .map(
    (role) => `
do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then
    create role ${role} nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not pg_has_role(current_user, '${role}', 'member') then
    grant ${role} to current_user;
  end if;
end $$;`,
  )
  .join('\n');

const grants = `
grant usage on schema scan to ${scanRole};
grant select, insert, update, delete on all tables in schema scan to ${scanRole};
grant usage, select on all sequences in schema scan to ${scanRole};
grant usage on schema identity to ${identityRole};
grant select, insert, update, delete on all tables in schema identity to ${identityRole};
revoke insert, update, delete on identity.scan_results from ${identityRole};
grant usage on schema identity to ${scanRole};
grant execute on function identity.user_of(uuid, uuid), identity.subject_of(uuid, uuid)
  to ${scanRole}, ${identityRole};
grant execute on function identity.tell_of_account(uuid, uuid, jsonb) to ${identityRole};
grant execute on function identity.hold_subject(uuid, uuid, text[]) to ${scanRole}, ${identityRole};
grant execute on function identity.begin_erasure(uuid, uuid, text, text),
  identity.is_granted(text, text, uuid) to ${scanRole};
`;

/**
 * Gives each of the two roles its own schema; from `identity` the scan role gets the functions
 * between user and subject and nothing else.
 */
export async function grantPrivileges(client: Queryable): Promise<void> {
  await client.query(createRoles);
  await client.query(grants);
}

/** False before the first grant, also in a database that was migrated without roles. */
export async function hasPrivileges(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ granted: boolean }>(`
    select coalesce(bool_and(has_schema_privilege(oid, n.schema, 'usage')), false)
      and count(*) = 2 as granted
    from (values ('${scanRole}', 'scan'), ('${identityRole}', 'identity')) n (role, schema)
    join pg_roles on rolname = n.role`);
  return rows[0]?.granted ?? false;
}
