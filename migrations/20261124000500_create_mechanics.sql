-- A workshop. Found by search only when verified. score is the published Bayesian mean of its reviews, rank_score the
-- "best match" order; both are recomputed by the reviews module and tested against a recomputation from scratch.
create table mechanics (
    id uuid primary key,
    owner_user_id uuid not null,
    slug text not null,
    name text not null,
    story text not null default '',
    phone text,
    address text not null default '',
    province_id smallint not null,
    district_id integer not null,
    lat double precision not null,
    lon double precision not null,
    position earth not null generated always as (ll_to_earth(lat, lon)) stored,
    verified_at timestamptz,
    suspended_at timestamptz,
    is_demo boolean not null default false,
    books_instantly boolean not null default false,
    works_on_holidays boolean not null default false,
    lead_minutes integer not null default 120,
    window_days integer not null default 30,
    buffer_minutes integer not null default 0,
    score real not null default 0,
    review_count integer not null default 0,
    completed_count integer not null default 0,
    rank_score real not null default 0,
    next_slot_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    search_fold text not null generated always as (fold_tr(name)) stored,
    constraint mechanics_owner_exists foreign key (owner_user_id) references users (id),
    constraint mechanics_one_per_owner unique (owner_user_id),
    constraint mechanics_slug_is_unique unique (slug),
    constraint mechanics_slug_is_ascii check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint mechanics_name_has_a_length check (length(name) between 2 and 120),
    constraint mechanics_story_has_a_limit check (length(story) <= 4000),
    constraint mechanics_province_exists foreign key (province_id) references provinces (id),
    constraint mechanics_district_exists foreign key (district_id) references districts (id),
    constraint mechanics_lies_on_earth check (lat between -90 and 90 and lon between -180 and 180),
    constraint mechanics_lead_is_plausible check (lead_minutes between 0 and 20160),
    constraint mechanics_window_is_plausible check (window_days between 1 and 120),
    constraint mechanics_buffer_is_plausible check (buffer_minutes between 0 and 240)
);
create index mechanics_by_fold on mechanics using gin (search_fold gin_trgm_ops);
create index mechanics_by_position on mechanics using gist (position) where verified_at is not null and suspended_at is null;
create index mechanics_by_rank on mechanics (rank_score desc, id) where verified_at is not null and suspended_at is null;
create index mechanics_by_score on mechanics (score desc, id) where verified_at is not null and suspended_at is null;
create index mechanics_by_next_slot on mechanics (next_slot_at, id) where verified_at is not null and suspended_at is null;
create index mechanics_by_province_rank on mechanics (province_id, rank_score desc, id) where verified_at is not null and suspended_at is null;
create index mechanics_by_district_rank on mechanics (district_id, rank_score desc, id) where verified_at is not null and suspended_at is null;
create index mechanics_by_time on mechanics (created_at desc, id desc);

-- price_kind: fixed, from (a floor), inspection (told after looking; price_kurus is then the price of looking).
create table mechanic_services (
    mechanic_id uuid not null,
    service_id uuid not null,
    price_kurus bigint not null,
    price_kind text not null default 'fixed',
    minutes integer not null,
    is_active boolean not null default true,
    constraint mechanic_services_once primary key (mechanic_id, service_id),
    constraint mechanic_services_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_services_service_exists foreign key (service_id) references services (id),
    constraint mechanic_services_price_is_plausible check (price_kurus between 0 and 100000000),
    constraint mechanic_services_price_kind_is_known check (price_kind in ('fixed', 'from', 'inspection')),
    constraint mechanic_services_minutes_are_plausible check (minutes between 5 and 14400)
);
create index mechanic_services_by_price on mechanic_services (service_id, price_kurus, mechanic_id) where is_active;

-- Which cars a workshop takes. Without an including row it takes every car; an excluding row always wins.
create table mechanic_supported_vehicles (
    id uuid primary key,
    mechanic_id uuid not null,
    brand_id uuid not null,
    model_id uuid,
    year_from smallint,
    year_to smallint,
    includes boolean not null default true,
    constraint mechanic_supported_vehicles_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_supported_vehicles_brand_exists foreign key (brand_id) references brands (id),
    constraint mechanic_supported_vehicles_model_exists foreign key (model_id) references models (id),
    constraint mechanic_supported_vehicles_once unique nulls not distinct (mechanic_id, brand_id, model_id, year_from, year_to, includes),
    constraint mechanic_supported_vehicles_years_are_in_order check (year_from is null or year_to is null or year_to >= year_from)
);
create index mechanic_supported_vehicles_by_brand on mechanic_supported_vehicles (brand_id, mechanic_id);

-- Weekly plan in minutes after midnight, Europe/Istanbul. weekday: 1 Monday … 7 Sunday; no row: closed.
create table working_hours (
    mechanic_id uuid not null,
    weekday smallint not null,
    opens_min smallint not null,
    closes_min smallint not null,
    break_from_min smallint,
    break_to_min smallint,
    constraint working_hours_one_per_day primary key (mechanic_id, weekday),
    constraint working_hours_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint working_hours_weekday_is_iso check (weekday between 1 and 7),
    constraint working_hours_open_before_close check (opens_min >= 0 and closes_min <= 1440 and opens_min < closes_min),
    constraint working_hours_break_is_inside check (
        (break_from_min is null and break_to_min is null)
        or (break_from_min >= opens_min and break_to_min <= closes_min and break_from_min < break_to_min))
);

-- Days that differ from the weekly plan: closed, or open at other hours.
create table working_exceptions (
    id uuid primary key,
    mechanic_id uuid not null,
    from_on date not null,
    to_on date not null,
    opens_min smallint,
    closes_min smallint,
    reason text not null default '',
    constraint working_exceptions_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint working_exceptions_days_are_in_order check (to_on >= from_on and to_on - from_on <= 366),
    constraint working_exceptions_hours_come_together check (
        (opens_min is null and closes_min is null) or (opens_min >= 0 and closes_min <= 1440 and opens_min < closes_min)),
    constraint working_exceptions_reason_has_a_limit check (length(reason) <= 200)
);
create index working_exceptions_by_day on working_exceptions (mechanic_id, to_on);

-- Lifts: the resource a booking occupies.
create table bays (
    id uuid primary key,
    mechanic_id uuid not null,
    name text not null,
    position integer not null default 0,
    is_active boolean not null default true,
    constraint bays_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint bays_name_has_a_length check (length(name) between 1 and 60)
);
create index bays_by_mechanic on bays (mechanic_id, position);
