-- When a workshop was asked to close a visit whose time is over: each visit is asked for once.
alter table appointments add column closing_asked_at timestamptz;

-- What the job looks for: visits that are over and nobody closed.
create index appointments_to_close on appointments (end_at) where status = 'confirmed' and closing_asked_at is null;
