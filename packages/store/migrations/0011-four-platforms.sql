-- Other ids by which a platform names the grantee in what it sends by itself.
alter table identity.connections add column aliases text[] not null default '{}';
create index connections_by_account on identity.connections (platform, external_id);
create index connections_by_alias on identity.connections using gin (aliases);

-- Who an account's followers are: the latest reading, as the platform names and counts groups.
create table scan.audience_groups (
  tenant_id uuid not null,
  subject_id uuid not null,
  account_id uuid not null,
  dimension text not null check (dimension in ('age', 'gender', 'country', 'city')),
  name text not null,
  -- Null where the platform gives shares only.
  count bigint,
  share double precision not null,
  captured_at timestamptz not null,
  source text not null,
  primary key (subject_id, account_id, dimension, name)
);

-- World time at which the platform said that something about the post is new: until it is read
-- after that, it is due whatever the ladder says.
alter table scan.posts add column changed_at timestamptz;
