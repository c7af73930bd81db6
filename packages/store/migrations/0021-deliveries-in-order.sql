-- Deliveries are made under one lock, in the order of the outbox: their ids are their order.
drop index scan.waiting_deliveries;
create index waiting_deliveries on scan.deliveries (destination, delivery_id)
  where done_at is null;
create index waiting_deliveries_by_key on scan.deliveries (destination, order_key, delivery_id)
  where done_at is null;

-- They go with their event, whoever deletes it; nothing wrote the table before.
alter table scan.deliveries add foreign key (outbox_id) references scan.outbox on delete cascade;
