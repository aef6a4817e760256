-- Requests whose time has passed unanswered are looked for every few minutes; without an order of their own the
-- whole table was read for the handful of them.
create index appointments_requested_by_start on appointments (start_at) where status = 'requested';
