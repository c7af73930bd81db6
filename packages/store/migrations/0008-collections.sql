-- What is known of accounts over all their collections, so that the next one goes on from there.
create table scan.listings (
  tenant_id uuid not null,
  subject_id uuid not null,
  account_id uuid not null,
  -- Every post published in (complete_since, complete_listed_at] has been listed.
  complete_since timestamptz,
  complete_listed_at timestamptz,
  -- Where a listing that stopped goes on; what is newer, until backfill_listed_at, has been listed.
  backfill_cursor text,
  backfill_listed_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (subject_id, account_id),
  foreign key (subject_id, account_id) references scan.accounts (subject_id, account_id),
  check ((complete_since is null) = (complete_listed_at is null)),
  check ((backfill_cursor is null) = (backfill_listed_at is null))
);

-- Asked for by id and no longer there; seen again, it is null.
alter table scan.posts add column vanished_at timestamptz;

-- What only owners see of a post: the latest reading. Curves are in post_retention. A row without
-- values tells that the source was asked and had nothing.
create table scan.post_insights (
  tenant_id uuid not null,
  subject_id uuid not null,
  account_id uuid not null,
  post_id text not null,
  captured_at timestamptz not null,
  total_watch_seconds double precision,
  average_watch_seconds double precision,
  fully_watched_share double precision,
  -- Counted later than the public counters, by the source's own days.
  shares bigint,
  source text not null,
  primary key (subject_id, account_id, post_id)
);

-- Days as the platform counts them; likes, comments and shares are its own differences and may be
-- negative. A provisional day is replaced by later readings.
create table scan.account_days (
  tenant_id uuid not null,
  subject_id uuid not null,
  account_id uuid not null,
  day date not null,
  views bigint,
  reach bigint,
  profile_views bigint,
  likes bigint,
  comments bigint,
  shares bigint,
  followers bigint,
  new_followers bigint,
  lost_followers bigint,
  provisional boolean not null,
  captured_at timestamptz not null,
  source text not null,
  primary key (subject_id, account_id, day)
);

create table scan.audience_activity (
  tenant_id uuid not null,
  subject_id uuid not null,
  account_id uuid not null,
  day date not null,
  hour smallint not null check (hour between 0 and 23),
  -- Of day and hour.
  zone text not null,
  count bigint not null,
  captured_at timestamptz not null,
  source text not null,
  primary key (subject_id, account_id, day, hour)
);
