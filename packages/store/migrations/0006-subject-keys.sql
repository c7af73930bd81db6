-- The keys that seal what is stored of a subject, each wrapped under the master key of
-- master_version. What they sealed names the key itself: subjects.key_id and connections.key_id
-- (0001) are not used.
create table identity.subject_keys (
  key_id uuid primary key,
  tenant_id uuid not null,
  subject_id uuid not null references identity.subjects,
  -- Null once destroyed; the row stays, so that "destroyed" and "never known" differ.
  wrapped bytea,
  master_version integer not null check (master_version > 0),
  created_at timestamptz not null default now(),
  rewrapped_at timestamptz,
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);
create unique index live_subject_keys on identity.subject_keys (subject_id)
  where destroyed_at is null;
