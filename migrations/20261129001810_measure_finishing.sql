-- How a workshop finishes: in time, with what bill, and whether the same car must come back for the same work.
alter table mechanic_figures
    -- Done visits that their workshop closed itself, and those it closed within an hour of the agreed end.
    add column finished integer not null default 0,
    add column in_time integer not null default 0,
    -- Done visits that are old enough to tell, and those after which the car came back for the same work.
    add column proved integer not null default 0,
    add column redone integer not null default 0,
    -- The median of bill ÷ agreed price over `settled`, in thousandths.
    add column bill_permille integer;
alter table mechanic_figures
    add constraint mechanic_figures_finishing_is_counted check (finished >= in_time and in_time >= 0 and proved >= redone and redone >= 0),
    add constraint mechanic_figures_bills_have_a_median check (bill_permille is null or (settled > 0 and bill_permille >= 0));
