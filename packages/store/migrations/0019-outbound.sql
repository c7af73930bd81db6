-- Events go out in the order in which they were written, for every key.
alter table scan.outbox add column order_key text;
-- What the event tells of, in full, for partners that take it.
alter table scan.outbox add column patterns jsonb;

-- One row for every event and place it goes to.
alter table scan.deliveries alter column subscription_id drop not null;
alter table scan.deliveries add column destination text;
alter table scan.deliveries add column order_key text;
create unique index deliveries_by_destination on scan.deliveries (outbox_id, destination);
create index waiting_deliveries on scan.deliveries (destination, order_key, outbox_id)
  where done_at is null;
create index done_deliveries on scan.deliveries (done_at) where done_at is not null;
