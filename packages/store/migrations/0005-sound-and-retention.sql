alter table scan.posts add column sound text;

-- Who still watches, by second: the latest curve known of a post. A curve replaces the one before,
-- since all of a post's history is in its latest, and a curve may have a thousand points. A plain
-- table also where TimescaleDB is there: it does not grow with time, and what only owners see can
-- be guarded by row. No foreign key: rows arrive in bulk, together with their posts.
create table scan.post_retention (
  tenant_id uuid not null,
  subject_id uuid not null,
  account_id uuid not null,
  post_id text not null,
  captured_at timestamptz not null,
  seconds double precision[] not null,
  -- Of the viewers, at the second of the same place.
  shares double precision[] not null,
  source text not null,
  access text not null,
  primary key (subject_id, account_id, post_id),
  check (cardinality(seconds) = cardinality(shares))
);
