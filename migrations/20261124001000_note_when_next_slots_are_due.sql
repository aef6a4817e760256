-- When a workshop's next_slot_at must be computed anew: as soon as the slot has become too close to book, or some hours
-- after a calendar without a free slot was looked at. Workshops never looked at are due at once.
alter table mechanics add column next_slot_due_at timestamptz not null default '-infinity';
create index mechanics_due_for_next_slot on mechanics (next_slot_due_at, id)
    where verified_at is not null and suspended_at is null;
