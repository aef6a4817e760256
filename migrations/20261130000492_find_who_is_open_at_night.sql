-- The day of the week is a number of the kind that the columns have: compared with any other, an index on it is not used, and all seven
-- days of a workshop were read for one.
create or replace function mechanic_is_open(
    workshop uuid, works_on_holidays boolean, on_day date, at_minute integer, holiday_from integer)
    returns boolean language plpgsql stable parallel safe as $$
declare
    special working_exceptions;
    season uuid;
    opens smallint;
    closes smallint;
    break_from smallint;
    break_to smallint;
    day_of_week constant smallint := extract(isodow from on_day);
begin
    select * into special from working_exceptions e
    where e.mechanic_id = workshop and e.to_on >= on_day and e.from_on <= on_day
    order by e.id desc limit 1;
    if found then
        return coalesce(at_minute >= special.opens_min and at_minute < special.closes_min, false);
    end if;
    if holiday_from <= at_minute and not works_on_holidays then
        return false;
    end if;
    select s.id into season from working_seasons s where s.mechanic_id = workshop and s.covers @> on_day;
    if found then
        select h.opens_min, h.closes_min, h.break_from_min, h.break_to_min into opens, closes, break_from, break_to
        from working_season_hours h where h.season_id = season and h.weekday = day_of_week;
    else
        select h.opens_min, h.closes_min, h.break_from_min, h.break_to_min into opens, closes, break_from, break_to
        from working_hours h where h.mechanic_id = workshop and h.weekday = day_of_week;
    end if;
    return found and at_minute >= opens and at_minute < closes
        and not coalesce(at_minute >= break_from and at_minute < break_to, false);
end $$;

-- At night few are open, and a search for them starts with those: by the hours of the week first.
create index working_hours_by_closing on working_hours (weekday, closes_min, opens_min, mechanic_id);

-- How many stand in each place, and where each of those who offer some work stands, is counted from the index alone.
create index mechanics_public_by_place on mechanics (province_id, district_id, id)
    where verified_at is not null and suspended_at is null;
