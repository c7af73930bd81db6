-- Scraping tasks: one account each, collected and ranked. Checked by a file of its own, later.
alter table scan.scans drop constraint scans_kind_check;
alter table scan.scans add constraint scans_kind_check
  check (kind in ('scan', 'collection', 'scrape')) not valid;

-- As the account was named when it was first read: what tells of it is ordered by that, however it is
-- named later. Null: by its id.
alter table scan.accounts add column first_ref text;

-- Where a post stood among its account's when it was ranked last.
create table scan.ranked_posts (
  subject_id uuid not null,
  account_id uuid not null,
  post_id text not null,
  tenant_id uuid not null,
  -- By which it was ranked last.
  scan_id uuid not null,
  -- World time.
  ranked_at timestamptz not null,
  -- Of the post: what pages are ordered by stands in one index.
  published_at timestamptz not null,
  -- Counters of the reading it was ranked by; kept by where and when they were read (decision 0017).
  captured_at timestamptz not null,
  source text not null,
  access text not null,
  views bigint,
  likes bigint,
  comments bigint,
  shares bigint,
  saves bigint,
  reach bigint,
  -- Not cut; null where no denominator is known.
  engagement_rate double precision,
  rate_denominator text,
  percentile double precision not null,
  comparison text not null,
  compared integer not null,
  primary key (subject_id, account_id, post_id),
  foreign key (subject_id, account_id, post_id)
    references scan.posts (subject_id, account_id, post_id) on delete cascade
);
create index ranked_posts_by_percentile on scan.ranked_posts
  (subject_id, percentile desc, published_at desc, post_id collate "C", account_id)
  include (tenant_id, engagement_rate);
create index ranked_posts_of_account on scan.ranked_posts
  (subject_id, account_id, percentile desc, published_at desc, post_id collate "C")
  include (tenant_id, engagement_rate);

-- How often an account was scraped for a user, in real time. The row's lock is the limit's: whoever
-- takes a place waits for whoever takes one at the same time.
create table scan.scrape_limits (
  subject_id uuid not null,
  account_ref text not null,
  tenant_id uuid not null,
  -- Within the window, oldest first.
  taken_at timestamptz[] not null default '{}',
  -- The window that they were taken under.
  window_seconds integer not null,
  violations bigint not null default 0,
  -- Last: long after that the row can go.
  asked_at timestamptz not null default clock_timestamp(),
  primary key (subject_id, account_ref)
);
create index scrape_limits_by_age on scan.scrape_limits (asked_at);
-- By what is the same in all spellings of an account's name: see src/scraping/account-names.ts.
create index scrape_limits_by_name
  on scan.scrape_limits (subject_id, lower(replace(account_ref, ':@', ':')));

-- Instead of the configured limit, at once and in all processes.
create table scan.scrape_limit_settings (
  tenant_id uuid primary key,
  requests integer not null check (requests >= 0),
  window_seconds integer not null check (window_seconds > 0),
  changed_at timestamptz not null default clock_timestamp()
);
