-- The first free starts of the first free day, for the cards of a list: next_slot_at is the first of them and what lists are
-- ordered by. The program writes both together.
alter table mechanics
    add column next_slots timestamptz[] not null default '{}',
    add constraint mechanics_next_slots_are_few check (cardinality(next_slots) <= 3);
