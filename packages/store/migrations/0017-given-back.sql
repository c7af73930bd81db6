-- Whose grants we have given back at their platform in the last minutes: platforms tell us of that,
-- too. Outlives the connection, by a hash of what the platform calls the person or account.
create table identity.given_back (
  -- SHA-256 of `platform:id`.
  name_hash bytea primary key,
  given_back_at timestamptz not null
);
create index given_back_by_age on identity.given_back (given_back_at);
