-- No release has written connections yet. Tokens are sealed for their column and row; the sealed
-- text names its key, so connections.key_id (0001) stays empty.
alter table identity.connections
  -- Of grant: which of a platform's logins the tokens are of.
  add column kind text not null,
  add column missing_scopes text[] not null default '{}',
  add column refresh_expires_at timestamptz,
  -- Raised whenever tokens or state change.
  add column generation bigint not null default 0,
  -- Why the user has to connect again.
  add column reason text,
  add column connected_at timestamptz not null default now(),
  add constraint connections_state
    check (state in ('active', 'reauthorization_required', 'disconnected'));

-- Consents that users were sent away for. Deleted as they are taken; what nobody came back for is
-- swept when others begin.
create table identity.authorizations (
  -- SHA-256 of the state, hex; the state itself is not kept.
  state_hash text primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  subject_id uuid not null references identity.subjects,
  kind text not null,
  code_verifier_sealed bytea,
  redirect_uri text not null,
  return_to text,
  -- SHA-256 of what the browser must show, hex.
  browser_hash text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index authorizations_by_expiry on identity.authorizations (expires_at);
create index authorizations_by_subject on identity.authorizations (subject_id);
