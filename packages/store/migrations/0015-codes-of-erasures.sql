-- Under which an erasure is found, too: somebody else asked for the same while it was running, and
-- their request concerns more than this one.
alter table scan.erasures add column further_codes text[] not null default '{}';
create index erasures_by_further_code on scan.erasures using gin (further_codes);
