-- Real time at which it was asked for last: long after that it can go.
alter table scan.scrape_limits add column asked_at timestamptz not null default clock_timestamp();
create index scrape_limits_by_age on scan.scrape_limits (asked_at);

-- Of the post: what pages of ranked posts are ordered by, and counted from, stands in one index.
alter table scan.ranked_posts add column published_at timestamptz;
update scan.ranked_posts r set published_at = p.published_at from scan.posts p
where p.subject_id = r.subject_id and p.account_id = r.account_id and p.post_id = r.post_id;
alter table scan.ranked_posts alter column published_at set not null;

drop index scan.ranked_posts_by_percentile;
create index ranked_posts_by_percentile on scan.ranked_posts
  (subject_id, percentile desc, published_at desc, post_id collate "C", account_id)
  include (tenant_id, engagement_rate);
create index ranked_posts_of_account on scan.ranked_posts
  (subject_id, account_id, percentile desc, published_at desc, post_id collate "C")
  include (tenant_id, engagement_rate);
