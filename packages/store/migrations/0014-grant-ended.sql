-- An event may be about an account instead of a scan.
alter table scan.outbox alter column scan_id drop not null;

-- How schema identity tells that a grant has ended, in the transaction that ends it. Who may call it
-- is granted by src/migrate/privileges.ts.
create function identity.tell_of_account(tenant uuid, subject uuid, event jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into scan.outbox (tenant_id, subject_id, kind, type, payload)
  values (tenant, subject, 'event', event ->> 'type', event);
  select pg_notify('viral_scan_outbox', '')
$$;
revoke all on function identity.tell_of_account(uuid, uuid, jsonb) from public;
