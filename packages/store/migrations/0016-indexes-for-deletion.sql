-- no transaction
-- What deletes by scan, by subject or by age must not look through the tables of everybody. An
-- attempt that broke off leaves an invalid index behind, which goes first.

-- Keys go with their scan: without the index, one look through the table for every scan deleted.
drop index concurrently if exists scan.idempotency_keys_by_scan;
create index concurrently idempotency_keys_by_scan on scan.idempotency_keys (scan_id);

drop index concurrently if exists scan.idempotency_keys_by_age;
create index concurrently idempotency_keys_by_age on scan.idempotency_keys (created_at);

drop index concurrently if exists scan.idempotency_keys_by_subject;
create index concurrently idempotency_keys_by_subject on scan.idempotency_keys (subject_id);

drop index concurrently if exists scan.scan_steps_by_subject;
create index concurrently scan_steps_by_subject on scan.scan_steps (subject_id);

drop index concurrently if exists scan.outbox_by_subject;
create index concurrently outbox_by_subject on scan.outbox (subject_id);

drop index concurrently if exists scan.done_outbox;
create index concurrently done_outbox on scan.outbox (done_at) where done_at is not null;

drop index concurrently if exists scan.deliveries_by_subject;
create index concurrently deliveries_by_subject on scan.deliveries (subject_id);

drop index concurrently if exists scan.audit_log_by_subject;
create index concurrently audit_log_by_subject on scan.audit_log (subject_id);

-- Of destroyed keys, too: who the subject was can only go after them.
drop index concurrently if exists identity.subject_keys_by_subject;
create index concurrently subject_keys_by_subject on identity.subject_keys (subject_id);
