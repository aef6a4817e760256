-- When admins were warned that the thirty days of a request are running out; once is enough.
alter table privacy_requests add column warned_at timestamptz;
create index privacy_requests_to_warn on privacy_requests (due_at, id) where state = 'open' and warned_at is null;
