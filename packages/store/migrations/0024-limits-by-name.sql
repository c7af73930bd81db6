-- By what is the same in all spellings of an account's name: see src/scraping/account-names.ts.
create index scrape_limits_by_name
  on scan.scrape_limits (subject_id, lower(replace(account_ref, ':@', ':')));
