-- Places in the search that workshops pay for, each marked as what it is.

-- What can be ordered; the desk names and prices it. What was ordered keeps its own price.
create table advertisement_packages (
    id uuid primary key,
    name_tr text not null,
    name_en text not null,
    -- The whole province of a workshop, or its district.
    scope text not null,
    day_price_kurus bigint not null,
    min_days integer not null,
    max_days integer not null,
    is_active boolean not null default true,
    created_at timestamptz not null,
    constraint advertisement_packages_names_have_a_length check (length(name_tr) between 2 and 80 and length(name_en) between 2 and 80),
    constraint advertisement_packages_scope_is_known check (scope in ('province', 'district')),
    constraint advertisement_packages_price_is_sane check (day_price_kurus between 100 and 10000000),
    constraint advertisement_packages_days_are_in_order check (min_days between 1 and max_days and max_days <= 90)
);

-- An order and, once it is approved, an advert. "Running", "ended" and the like are read off the days, so no job can be late.
create table advertisements (
    id uuid primary key,
    mechanic_id uuid not null,
    package_id uuid not null,
    package_tr text not null,
    package_en text not null,
    province_id smallint not null,
    -- null: the whole province.
    district_id integer,
    -- null: work of every kind.
    category_id uuid,
    first_on date not null,
    last_on date not null,
    day_price_kurus bigint not null,
    total_kurus bigint not null,
    state text not null default 'awaiting_payment',
    paid_at timestamptz,
    -- How it was paid, as the desk notes it.
    paid_note text not null default '',
    decided_at timestamptz,
    -- Why it was refused or stopped.
    reason text not null default '',
    paused_at timestamptz,
    -- When its owner was told that it is over.
    ended_told_at timestamptz,
    idempotency_key text not null,
    created_at timestamptz not null,
    constraint advertisements_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint advertisements_package_exists foreign key (package_id) references advertisement_packages (id),
    constraint advertisements_province_exists foreign key (province_id) references provinces (id),
    constraint advertisements_district_exists foreign key (district_id) references districts (id),
    constraint advertisements_category_exists foreign key (category_id) references services_categories (id),
    constraint advertisements_key_orders_once unique (mechanic_id, idempotency_key),
    constraint advertisements_key_has_a_length check (length(idempotency_key) between 1 and 100),
    constraint advertisements_state_is_known
        check (state in ('awaiting_payment', 'awaiting_approval', 'approved', 'refused', 'cancelled', 'stopped')),
    constraint advertisements_days_are_bounded check (last_on >= first_on and last_on - first_on < 90),
    constraint advertisements_sum_is_days_times_price check (total_kurus = day_price_kurus * (last_on - first_on + 1)),
    constraint advertisements_run_only_when_paid
        check (paid_at is not null or state in ('awaiting_payment', 'refused', 'cancelled')),
    constraint advertisements_cancelled_were_not_paid check (state <> 'cancelled' or paid_at is null),
    constraint advertisements_paused_were_approved check (paused_at is null or state in ('approved', 'stopped')),
    constraint advertisements_texts_have_limits check (length(paid_note) <= 500 and length(reason) <= 500)
);
create index advertisements_of_mechanic on advertisements (mechanic_id, id desc);
create index advertisements_by_package on advertisements (package_id);
create index advertisements_by_category on advertisements (category_id);
-- What a search asks: the adverts that stand for a province, by their last day.
create index advertisements_standing on advertisements (province_id, last_on) where state = 'approved' and paused_at is null;
-- Whom the nightly mail has not reached.
create index advertisements_to_tell on advertisements (last_on) where state = 'approved' and ended_told_at is null;
-- What waits at the desk.
create index advertisements_waiting on advertisements (state, id desc) where state in ('awaiting_payment', 'awaiting_approval');

-- How often it was shown, opened and booked from, by day in Istanbul. No person stands here.
create table advertisement_days (
    advertisement_id uuid not null,
    on_date date not null,
    impressions integer not null default 0,
    clicks integer not null default 0,
    bookings integer not null default 0,
    constraint advertisement_days_once primary key (advertisement_id, on_date),
    constraint advertisement_days_advertisement_exists foreign key (advertisement_id) references advertisements (id) on delete cascade,
    constraint advertisement_days_are_counts check (impressions >= 0 and clicks >= 0 and bookings >= 0)
);

-- Who opened an advert today, as a keyed hash of network, browser and day: it counts a visitor once and knows a booking of the
-- same day; it cannot be linked to the day after. Gone after two days.
create table advertisement_clicks (
    advertisement_id uuid not null,
    visitor_hash bytea not null,
    at timestamptz not null,
    constraint advertisement_clicks_count_once primary key (advertisement_id, visitor_hash),
    constraint advertisement_clicks_advertisement_exists foreign key (advertisement_id) references advertisements (id) on delete cascade,
    constraint advertisement_clicks_hash_is_sha256 check (octet_length(visitor_hash) = 32)
);
create index advertisement_clicks_by_visitor on advertisement_clicks (visitor_hash);
create index advertisement_clicks_by_age on advertisement_clicks (at);
