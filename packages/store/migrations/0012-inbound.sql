-- What platforms told of. Waiting rows name an account as its platform does; once its effect is
-- committed a row names nobody any more and stays as a key, so that what is told again is known.
create table scan.inbound_events (
  -- SHA-256 over what names the happening.
  event_key bytea primary key,
  platform text not null,
  kind text not null,
  name text not null,
  external_id text,
  post_id text,
  -- Of a WebSub subscription: its channel is the account.
  subscription_id uuid,
  occurred_at timestamptz,
  received_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  handled_at timestamptz
);
create index waiting_inbound_events on scan.inbound_events (next_attempt_at)
  where handled_at is null;
create index handled_inbound_events on scan.inbound_events (handled_at)
  where handled_at is not null;

-- World time since which the account waits to be read at once; null: it does not.
alter table scan.collection_schedule add column asked_at timestamptz;
create index asked_collections on scan.collection_schedule (asked_at) where asked_at is not null;

-- Subscriptions to the feeds of connected YouTube channels; times are real. The secret of each is
-- derived from its id, and kept nowhere.
create table scan.websub_subscriptions (
  subscription_id uuid primary key,
  tenant_id uuid not null,
  subject_id uuid not null,
  -- Of the channel.
  external_id text not null,
  -- What is wanted of the hub.
  mode text not null check (mode in ('subscribe', 'unsubscribe')),
  -- The hub was asked for it, and has not verified yet that we meant it.
  pending boolean not null default false,
  lease_ends_at timestamptz,
  -- Since the hub verified last.
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  last_error text,
  created_at timestamptz not null default now(),
  unique (subject_id, external_id)
);
create index websub_subscriptions_to_ask on scan.websub_subscriptions (next_attempt_at);
