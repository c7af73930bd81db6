-- no transaction
-- Of 0018, without its lock.
alter table scan.scans validate constraint scans_kind_check;

-- Whom callers name by handle: see src/scraping/resolve-account.ts.
drop index concurrently if exists scan.accounts_by_handle;
create index concurrently accounts_by_handle
  on scan.accounts (subject_id, platform, lower(ltrim(handle, '@')));

drop index concurrently if exists scan.accounts_by_caseless_id;
create index concurrently accounts_by_caseless_id
  on scan.accounts (subject_id, platform, lower(external_id));
