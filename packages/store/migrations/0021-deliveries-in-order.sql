-- Deliveries are made under one lock, in the order of the outbox: their ids are their order. The
-- first of each key is found by stepping from key to key.
drop index scan.waiting_deliveries;
create index waiting_deliveries on scan.deliveries (destination, order_key, delivery_id)
  where done_at is null;

-- They go with their event, whoever deletes it; nothing wrote the table before.
alter table scan.deliveries add foreign key (outbox_id) references scan.outbox on delete cascade;
