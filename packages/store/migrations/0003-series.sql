-- What grows with time: hypertables where TimescaleDB is there, plain tables elsewhere. Keys hold
-- the time column, as a hypertable's unique indexes must. No foreign keys: rows arrive in bulk,
-- together with their posts.
create table scan.post_snapshots (
  tenant_id uuid not null,
  subject_id uuid not null,
  account_id uuid not null,
  post_id text not null,
  captured_at timestamptz not null,
  views bigint,
  likes bigint,
  comments bigint,
  shares bigint,
  saves bigint,
  reach bigint,
  source text not null,
  access text not null,
  primary key (subject_id, account_id, post_id, captured_at)
);

create table scan.account_snapshots (
  tenant_id uuid not null,
  subject_id uuid not null,
  account_id uuid not null,
  captured_at timestamptz not null,
  -- Null: hidden at that moment.
  followers bigint,
  source text not null,
  access text not null,
  primary key (subject_id, account_id, captured_at)
);

create table scan.scan_results (
  subject_id uuid not null,
  scan_time timestamptz not null,
  tenant_id uuid not null,
  scan_id uuid not null,
  optimal_hours jsonb not null,
  content_weaknesses jsonb not null,
  competitor_benchmarks jsonb not null,
  report jsonb not null,
  fingerprint text not null,
  primary key (subject_id, scan_time)
);
create index scan_results_latest on scan.scan_results (subject_id, scan_time desc);
create index scan_results_by_scan on scan.scan_results (subject_id, scan_id);
create index scan_results_by_fingerprint on scan.scan_results (subject_id, fingerprint);

do $$
declare
  timescale text := (
    select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'timescaledb'
  );
begin
  if timescale is null then return; end if;
  execute format(
    $create$
      select
        %1$I.create_hypertable('scan.post_snapshots', 'captured_at',
          chunk_time_interval => interval '7 days', create_default_indexes => false),
        %1$I.create_hypertable('scan.account_snapshots', 'captured_at',
          chunk_time_interval => interval '28 days', create_default_indexes => false),
        %1$I.create_hypertable('scan.scan_results', 'scan_time',
          chunk_time_interval => interval '28 days', create_default_indexes => false)
    $create$, timescale);
end $$;
