-- What tells of an account goes out in order, too: see scan.outbox.order_key.
create or replace function identity.tell_of_account(tenant uuid, subject uuid, event jsonb)
returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into scan.outbox (tenant_id, subject_id, kind, type, payload, order_key)
  values (tenant, subject, 'event', event ->> 'type', event,
    subject::text || '/' || coalesce(event ->> 'partitionkey', event ->> 'subject'));
  select pg_notify('viral_scan_outbox', '')
$$;

comment on column scan.outbox.order_key is
  'subject_id/partitionkey of the event, derived from its payload where it is null';
