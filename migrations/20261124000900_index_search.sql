-- Search: one index per order it walks, and the two questions it asks of a workshop row by row.

-- Orders inside a province or district. A workshop without a known free slot comes last in "earliest".
create index mechanics_by_province_score on mechanics (province_id, score desc, id)
    where verified_at is not null and suspended_at is null;
create index mechanics_by_earliest on mechanics ((coalesce(next_slot_at, 'infinity'::timestamptz)), id)
    where verified_at is not null and suspended_at is null;
create index mechanics_by_province_earliest on mechanics (province_id, (coalesce(next_slot_at, 'infinity'::timestamptz)), id)
    where verified_at is not null and suspended_at is null;

-- Prices per workshop without a visit to the table: cards show the lowest one.
create index mechanic_services_by_mechanic on mechanic_services (mechanic_id, service_id, price_kurus) where is_active;

-- Does the workshop take this car? Without an including rule it takes every car; an excluding rule always wins.
-- plpgsql, because its plan is kept: the walk along an index asks this for some dozens of rows.
create function mechanic_takes(workshop uuid, brand uuid, model uuid, year_built smallint) returns boolean
    language plpgsql stable strict parallel safe as $$
declare
    included boolean;
    excluded boolean;
    any_including boolean;
begin
    select bool_or(fits and includes), bool_or(fits and not includes), bool_or(includes)
    into included, excluded, any_including
    from (
        select r.includes,
               r.brand_id = brand and (r.model_id is null or r.model_id = model)
               and (r.year_from is null or r.year_from <= year_built)
               and (r.year_to is null or r.year_to >= year_built) as fits
        from mechanic_supported_vehicles r
        where r.mechanic_id = workshop
    ) rules;
    return not coalesce(excluded, false) and (coalesce(included, false) or not coalesce(any_including, false));
end $$;

-- Is the workshop open on this day at this minute? An exception of the day (the later made one) beats the weekly plan and
-- holidays. holiday_from: the minute from which the day is a holiday, null on other days.
create function mechanic_is_open(workshop uuid, works_on_holidays boolean, on_day date, at_minute integer, holiday_from integer)
    returns boolean language plpgsql stable parallel safe as $$
declare
    special working_exceptions;
    plan working_hours;
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
    select * into plan from working_hours h where h.mechanic_id = workshop and h.weekday = extract(isodow from on_day);
    return found and at_minute >= plan.opens_min and at_minute < plan.closes_min
        and not coalesce(at_minute >= plan.break_from_min and at_minute < plan.break_to_min, false);
end $$;
