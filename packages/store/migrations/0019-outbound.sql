-- Events go out in the order in which they were written, for every key.
alter table scan.outbox add column order_key text;
comment on column scan.outbox.order_key is
  'subject_id/partitionkey of the event, derived from its payload where it is null';
-- What the event tells of, in full, for partners that take it; null again once they have it.
alter table scan.outbox add column patterns jsonb;

-- Until now nobody took events: those of long ago are no news to whoever is told from now on.
update scan.outbox set done_at = clock_timestamp() where kind = 'event' and done_at is null;

-- One row for every event and place it goes to. Rows are made under one lock, in the order of the
-- outbox: their ids are their order. The first of each key is found by stepping from key to key.
alter table scan.deliveries alter column subscription_id drop not null;
alter table scan.deliveries add column destination text;
alter table scan.deliveries add column order_key text;
create unique index deliveries_by_destination on scan.deliveries (outbox_id, destination);
create index waiting_deliveries on scan.deliveries (destination, order_key, delivery_id)
  where done_at is null;
create index done_deliveries on scan.deliveries (done_at) where done_at is not null;
-- They go with their event, whoever deletes it; nothing wrote the table before.
alter table scan.deliveries add foreign key (outbox_id) references scan.outbox on delete cascade;

-- What tells of an account goes out in order, too.
create or replace function identity.tell_of_account(tenant uuid, subject uuid, event jsonb)
returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into scan.outbox (tenant_id, subject_id, kind, type, payload, order_key)
  values (tenant, subject, 'event', event ->> 'type', event,
    subject::text || '/' || coalesce(event ->> 'partitionkey', event ->> 'subject'));
  select pg_notify('viral_scan_outbox', '')
$$;
