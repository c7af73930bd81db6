-- Scans and what they read, by subject: nothing is shared between subjects, so that erasing one
-- touches no other. Times named *_real and now() are real time; scan_time, captured_at,
-- published_at, *_seen_at and completed_at are times of the world a scan looks at.
create schema scan;

create table scan.accounts (
  account_id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  subject_id uuid not null,
  platform text not null,
  external_id text not null,
  origin text,
  name text,
  handle text,
  followers bigint,
  timezone text,
  source text not null,
  access text not null,
  -- Imported, or scanned in the role 'own': the default accounts of the subject's scans.
  seen_as_own boolean not null default false,
  imported_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (subject_id, platform, external_id),
  unique (subject_id, account_id)
);
create index accounts_by_external_id on scan.accounts (subject_id, external_id);

create table scan.posts (
  subject_id uuid not null,
  account_id uuid not null,
  post_id text not null,
  tenant_id uuid not null,
  published_at timestamptz not null,
  caption text,
  type text not null,
  duration_seconds double precision,
  url text,
  language text,
  tags text[] not null default '{}',
  source text not null,
  access text not null,
  -- Of the key the caption is sealed with; null while captions are stored in the clear.
  key_id text,
  -- The last import that brought the post.
  import_id uuid,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (subject_id, account_id, post_id),
  foreign key (subject_id, account_id) references scan.accounts (subject_id, account_id)
);
create index posts_by_publication on scan.posts (subject_id, account_id, published_at);
create index imported_posts_by_id on scan.posts (subject_id, post_id) where import_id is not null;

create table scan.scans (
  scan_id uuid primary key,
  tenant_id uuid not null,
  subject_id uuid not null,
  kind text not null check (kind in ('scan', 'collection')),
  state text not null default 'queued'
    check (state in ('queued', 'running', 'completed', 'partial', 'failed', 'cancelled')),
  parameters jsonb not null,
  scan_time timestamptz not null,
  requested_at_real timestamptz not null,
  completed_at timestamptz,
  error jsonb,
  -- Counts re-dispatches; part of the job ids.
  generation integer not null default 0,
  -- Real time of the last dispatch or start; steps have their own heartbeat.
  last_sign_of_life timestamptz not null,
  traceparent text,
  unique (subject_id, scan_time)
);
create index scans_by_request on scan.scans (subject_id, requested_at_real);
create index open_scans on scan.scans (last_sign_of_life) where state in ('queued', 'running');

create table scan.scan_steps (
  scan_id uuid not null references scan.scans on delete cascade,
  step_key text not null,
  tenant_id uuid not null,
  subject_id uuid not null,
  ordinal integer not null,
  kind text not null,
  account_ref text,
  role text,
  state text not null default 'pending'
    check (state in ('pending', 'running', 'completed', 'failed')),
  -- Raised by every start; a commit names it, so that a worker that lost the step cannot write.
  fence bigint not null default 0,
  starts integer not null default 0,
  checkpoint jsonb,
  pages integer not null default 0,
  posts integer not null default 0,
  account_id uuid,
  coverage jsonb,
  error jsonb,
  heartbeat_at timestamptz,
  primary key (scan_id, step_key)
);

-- Answers as the source gave them, sealed (AES-256-GCM) with the key named by key_id.
create table scan.raw_payloads (
  payload_id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  subject_id uuid not null,
  scan_id uuid,
  account_id uuid,
  source text not null,
  access text not null,
  key_id text not null,
  nonce bytea not null,
  sealed bytea not null,
  captured_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index raw_payloads_by_account on scan.raw_payloads (subject_id, account_id, captured_at);

create table scan.outbox (
  outbox_id bigserial primary key,
  tenant_id uuid not null,
  subject_id uuid not null,
  scan_id uuid not null,
  kind text not null check (kind in ('dispatch', 'event')),
  -- Of the event.
  type text,
  payload jsonb,
  traceparent text,
  created_at timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  attempts integer not null default 0,
  last_error text,
  done_at timestamptz
);
create index waiting_outbox on scan.outbox (kind, next_attempt_at) where done_at is null;
create index outbox_by_scan on scan.outbox (scan_id) where done_at is null;

create table scan.event_subscriptions (
  subscription_id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  url text not null,
  types text[] not null,
  secret_sealed bytea,
  key_id text,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);
create index event_subscriptions_by_tenant on scan.event_subscriptions (tenant_id);

create table scan.deliveries (
  delivery_id bigserial primary key,
  tenant_id uuid not null,
  subject_id uuid not null,
  outbox_id bigint not null,
  subscription_id uuid not null references scan.event_subscriptions,
  state text not null default 'waiting',
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_status integer,
  last_error text,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  unique (outbox_id, subscription_id)
);

create table scan.idempotency_keys (
  tenant_id uuid not null,
  subject_id uuid not null,
  key text not null,
  request_hash text not null,
  scan_id uuid not null references scan.scans on delete cascade,
  created_at timestamptz not null default now(),
  primary key (tenant_id, subject_id, key)
);

create table scan.imports (
  import_id uuid primary key,
  tenant_id uuid not null,
  subject_id uuid not null,
  kind text not null,
  imported_at timestamptz not null,
  -- The answer of the import, without its list of accounts.
  result jsonb not null,
  created_at timestamptz not null default now()
);
create index imports_by_subject on scan.imports (subject_id, imported_at);

create table scan.audit_log (
  audit_id bigserial primary key,
  tenant_id uuid not null,
  subject_id uuid,
  actor text not null,
  action text not null,
  target text,
  detail jsonb,
  at timestamptz not null default now()
);
create index audit_log_by_tenant on scan.audit_log (tenant_id, at);
