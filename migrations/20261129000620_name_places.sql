-- Places that a customer names, to search from. A home and a workplace there is one of; others have a name. The pin is
-- optional, whole or not at all; the province follows from the district.
create table customer_places (
    id uuid primary key,
    customer_id uuid not null,
    kind text not null,
    name text not null default '',
    district_id integer not null,
    address text not null default '',
    lat double precision,
    lon double precision,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint customer_places_customer_exists foreign key (customer_id) references customers (id) on delete cascade,
    constraint customer_places_district_exists foreign key (district_id) references districts (id),
    constraint customer_places_kind_is_known check (kind in ('home', 'work', 'other')),
    constraint customer_places_others_have_a_name check ((kind = 'other') = (name <> '')),
    constraint customer_places_texts_have_limits check (length(name) <= 40 and length(address) <= 300),
    constraint customer_places_pin_is_whole check ((lat is null) = (lon is null)),
    constraint customer_places_pin_is_on_earth check (lat between -90 and 90 and lon between -180 and 180)
);
create unique index customer_places_one_of_a_kind on customer_places (customer_id, kind) where kind <> 'other';
create index customer_places_by_customer on customer_places (customer_id, created_at, id);
create index customer_places_by_district on customer_places (district_id);
