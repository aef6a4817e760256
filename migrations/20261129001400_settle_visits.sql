-- What a visit cost in the end, as its workshop says when the work is done, and why it differs from what was agreed. Null for
-- visits of before, and where nothing was agreed that could be kept (prices from, prices after inspection).
alter table appointments
    add column final_kurus bigint,
    add column final_reason text not null default '';
alter table appointments
    add constraint appointments_bills_follow_agreed_visits check (final_kurus is null or confirmed_at is not null),
    add constraint appointments_bill_is_plausible check (final_kurus between 0 and 1000000000),
    add constraint appointments_bill_reason_has_a_limit check (length(final_reason) <= 300 and (final_reason = '' or final_kurus is not null));

-- Done visits whose prices were fixed and whose bill is known, and how many of them cost no more than was agreed.
alter table mechanic_figures
    add column settled integer not null default 0,
    add column as_agreed integer not null default 0;
alter table mechanic_figures
    add constraint mechanic_figures_bills_are_counts check (settled >= as_agreed and as_agreed >= 0);
