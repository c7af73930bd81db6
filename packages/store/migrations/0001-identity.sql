-- Who the users are. Everything about scans is stored under a pseudonym, the subject; only this
-- schema knows which user it stands for.
create schema identity;

create table identity.tenants (
  tenant_id uuid primary key,
  name text,
  created_at timestamptz not null default now()
);

-- The same user id under two tenants is two users.
create table identity.users (
  tenant_id uuid not null references identity.tenants,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);

create table identity.subjects (
  subject_id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  user_id uuid not null,
  -- Of the data key everything encrypted of the subject is sealed with; filled by a later release.
  key_id text,
  created_at timestamptz not null default now(),
  unique (tenant_id, user_id),
  foreign key (tenant_id, user_id) references identity.users
);

-- Grants of users for their own accounts; tokens are sealed with the key named by key_id.
create table identity.connections (
  connection_id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  subject_id uuid not null references identity.subjects,
  platform text not null,
  external_id text not null,
  scopes text[] not null default '{}',
  access_token_sealed bytea,
  refresh_token_sealed bytea,
  key_id text,
  expires_at timestamptz,
  state text not null default 'active',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (subject_id, platform, external_id)
);

create table identity.api_keys (
  key_id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references identity.tenants,
  name text not null,
  -- SHA-256 of the secret; the secret itself is shown once and kept nowhere.
  secret_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index api_keys_by_tenant on identity.api_keys (tenant_id);
