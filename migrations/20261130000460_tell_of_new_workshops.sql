-- A saved search may tell its customer of workshops that were verified since this moment; without one it tells nothing.
alter table saved_searches add column told_at timestamptz;

create index saved_searches_telling on saved_searches (told_at, id) where told_at is not null;

-- The job looks at the few that were verified lately.
create index mechanics_verified_lately on mechanics (verified_at) where suspended_at is null and verified_at is not null;
