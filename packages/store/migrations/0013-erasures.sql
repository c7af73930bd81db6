-- From when all that is stored of the subject is being deleted.
alter table identity.subjects add column erasing_at timestamptz;

-- What is being deleted, and the receipts that remain of it. Times are real.
create table scan.erasures (
  erasure_id uuid primary key default gen_random_uuid(),
  -- Of the receipt; unguessable. Several subjects that one request concerns share it.
  code text not null,
  scope text not null check (scope in ('user', 'account')),
  origin text not null check (origin in ('request', 'platform')),
  state text not null default 'running' check (state in ('running', 'completed')),
  requested_at timestamptz not null,
  completed_at timestamptz,
  -- Rows, keys and jobs, by kind.
  erased jsonb not null default '{}',
  -- Platforms and reasons.
  not_revoked jsonb not null default '[]',
  -- From here on: whom it is about and how far it is; gone when it has completed.
  tenant_id uuid,
  subject_id uuid,
  -- Of the account.
  platform text,
  external_id text,
  -- As steps of scans may name the account, in lower case.
  account_refs text[],
  -- What the queue may know of.
  scan_ids uuid[],
  steps_done text[] not null default '{}',
  -- When the last step was done.
  step_done_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- Of the process that works at it.
  lease uuid,
  leased_until timestamptz,
  check ((state = 'completed') = (completed_at is not null)),
  check ((state = 'running') = (subject_id is not null)),
  check ((subject_id is null) = (tenant_id is null)),
  check ((platform is null) = (external_id is null)),
  check (state = 'running' or (platform is null and account_refs is null and scan_ids is null))
);
create index erasures_by_code on scan.erasures (code);
create unique index running_erasures
  on scan.erasures (subject_id, coalesce(platform, ''), coalesce(external_id, ''))
  where state = 'running';
create index erasures_to_work_at on scan.erasures (next_attempt_at) where state = 'running';

-- Keeps the subject for the rest of the transaction: whoever writes for it without holding a step
-- calls this first. Null: held. An erasure that begins waits for the transaction. Each statement sees
-- what is committed when it begins, so that who waited for an erasure to begin sees it.
create function identity.hold_subject(tenant uuid, subject uuid, accounts text[]) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform from identity.subjects
  where tenant_id = tenant and subject_id = subject and erasing_at is null
  for key share;
  if not found then return 'user'; end if;
  perform from scan.erasures e
  where e.subject_id = subject and e.state = 'running'
    and e.account_refs && (select array_agg(lower(ref)) from unnest(accounts) as ref);
  if found then return 'account'; end if;
  return null;
end $$;
revoke all on function identity.hold_subject(uuid, uuid, text[]) from public;

-- Locks the subject out, or one of its accounts: waits for those who hold it and for renewals of its
-- tokens. False: there is no such subject (any more).
create function identity.begin_erasure(
  tenant uuid, subject uuid, of_platform text, of_external_id text
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform from identity.subjects where tenant_id = tenant and subject_id = subject for update;
  if not found then return false; end if;
  if of_platform is null then
    update identity.subjects set erasing_at = coalesce(erasing_at, clock_timestamp())
    where tenant_id = tenant and subject_id = subject;
  end if;
  update identity.connections
  set state = 'disconnected', reason = null, generation = generation + 1, updated_at = now()
  where tenant_id = tenant and subject_id = subject and state <> 'disconnected'
    and (of_platform is null or (platform = of_platform and external_id = of_external_id));
  return true;
end $$;
revoke all on function identity.begin_erasure(uuid, uuid, text, text) from public;

-- Whether somebody else has connected an account that the platform names so.
create function identity.is_granted(of_platform text, name text, except_subject uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from identity.connections
    where platform = of_platform and (external_id = name or aliases @> array[name])
      and subject_id <> except_subject
  )
$$;
revoke all on function identity.is_granted(text, text, uuid) from public;
