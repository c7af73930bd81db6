-- Counters are kept by where and when they were read, those of ranked posts too: see decision 0017.
alter table scan.ranked_posts add column captured_at timestamptz;
alter table scan.ranked_posts add column source text;
alter table scan.ranked_posts add column access text;
update scan.ranked_posts r
set captured_at = r.ranked_at, source = p.source, access = p.access from scan.posts p
where p.subject_id = r.subject_id and p.account_id = r.account_id and p.post_id = r.post_id;
alter table scan.ranked_posts alter column captured_at set not null;
alter table scan.ranked_posts alter column source set not null;
alter table scan.ranked_posts alter column access set not null;
