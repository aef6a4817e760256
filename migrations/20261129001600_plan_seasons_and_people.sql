-- The days of a season. One that comes every year is told for a hundred years, so that the database compares any two seasons by
-- itself; 29 February is 28 February in the other years.
create function season_days(from_on date, to_on date, every_year boolean) returns datemultirange
    language sql immutable strict parallel safe as $$
    select range_agg(daterange(
        (from_on + make_interval(years => year))::date, (to_on + make_interval(years => year))::date, '[]'))
    from generate_series(0, case when every_year then 99 else 0 end) as year
$$;

-- Times of the year with a weekly plan of their own: the usual plan does not count then. Exceptions and holidays come first.
create table working_seasons (
    id uuid primary key,
    mechanic_id uuid not null,
    name text not null,
    from_on date not null,
    to_on date not null,
    every_year boolean not null default false,
    covers datemultirange not null generated always as (season_days(from_on, to_on, every_year)) stored,
    constraint working_seasons_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint working_seasons_name_has_a_length check (length(name) between 1 and 60),
    -- Shorter than a year, so that one that comes every year never meets itself.
    constraint working_seasons_days_are_in_order check (to_on >= from_on and to_on - from_on <= 364),
    constraint working_seasons_do_not_overlap exclude using gist (mechanic_id with =, covers with &&)
);
create index working_seasons_by_mechanic on working_seasons (mechanic_id, from_on);

-- As working_hours; no row: closed.
create table working_season_hours (
    season_id uuid not null,
    weekday smallint not null,
    opens_min smallint not null,
    closes_min smallint not null,
    break_from_min smallint,
    break_to_min smallint,
    constraint working_season_hours_one_per_day primary key (season_id, weekday),
    constraint working_season_hours_season_exists foreign key (season_id) references working_seasons (id) on delete cascade,
    constraint working_season_hours_weekday_is_iso check (weekday between 1 and 7),
    constraint working_season_hours_open_before_close check (opens_min >= 0 and closes_min <= 1440 and opens_min < closes_min),
    constraint working_season_hours_break_is_inside check (
        (break_from_min is null and break_to_min is null)
        or (break_from_min >= opens_min and break_to_min <= closes_min and break_from_min < break_to_min))
);

-- As before, with the season of the day in the place of the usual week.
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
        from working_season_hours h where h.season_id = season and h.weekday = extract(isodow from on_day);
    else
        select h.opens_min, h.closes_min, h.break_from_min, h.break_to_min into opens, closes, break_from, break_to
        from working_hours h where h.mechanic_id = workshop and h.weekday = extract(isodow from on_day);
    end if;
    return found and at_minute >= opens and at_minute < closes
        and not coalesce(at_minute >= break_from and at_minute < break_to, false);
end $$;

-- What a lift is fit for: top categories of the taxonomy; none: everything.
alter table bays
    add column skills uuid[] not null default '{}',
    add constraint bays_skills_are_few check (cardinality(skills) <= 60);

-- Who works at the cars. With one active person or more, a visit needs a free one beside a free lift. They may have an account
-- among the staff, and need none.
create table mechanic_people (
    id uuid primary key,
    mechanic_id uuid not null,
    user_id uuid,
    name text not null,
    position integer not null default 0,
    is_active boolean not null default true,
    skills uuid[] not null default '{}',
    constraint mechanic_people_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_people_user_exists foreign key (user_id) references users (id) on delete set null,
    constraint mechanic_people_account_is_one_person unique (user_id, mechanic_id),
    constraint mechanic_people_name_has_a_length check (length(name) between 1 and 60),
    constraint mechanic_people_skills_are_few check (cardinality(skills) <= 60)
);
create index mechanic_people_by_mechanic on mechanic_people (mechanic_id, position);

create table mechanic_absences (
    id uuid primary key,
    person_id uuid not null,
    from_on date not null,
    to_on date not null,
    constraint mechanic_absences_person_exists foreign key (person_id) references mechanic_people (id) on delete cascade,
    constraint mechanic_absences_days_are_in_order check (to_on >= from_on and to_on - from_on <= 366)
);
create index mechanic_absences_by_person on mechanic_absences (person_id, to_on);

-- Who does the work of a visit; nobody in workshops that name nobody.
alter table appointments
    add column person_id uuid,
    add constraint appointments_person_exists foreign key (person_id) references mechanic_people (id),
    -- As for lifts: one person, one car at a time, under any race.
    add constraint appointments_person_is_free exclude using gist (person_id with =, during with &&)
        where (status in ('requested', 'confirmed'));
