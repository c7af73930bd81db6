-- When an account was last handed to a scheduled collection, in world time. One row an account:
-- who schedules it holds the row.
create table scan.collection_schedule (
  tenant_id uuid not null,
  subject_id uuid not null,
  platform text not null,
  external_id text not null,
  scheduled_at timestamptz not null,
  primary key (subject_id, platform, external_id)
);
