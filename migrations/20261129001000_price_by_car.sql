-- What a workshop promises with an offer, a price of its own for some cars, and what prices were before.

alter table mechanic_services
    add column parts_class text,
    add column warranty_months smallint,
    add column warranty_km integer,
    -- When the price became what it is; unknown for those that are older than this column.
    add column priced_at timestamptz,
    add constraint mechanic_services_parts_class_is_known check (parts_class in ('original', 'equivalent', 'used')),
    add constraint mechanic_services_warranty_months_are_plausible check (warranty_months between 1 and 120),
    add constraint mechanic_services_warranty_km_is_plausible check (warranty_km between 500 and 500000);

-- The offer at another price for some cars. What is null holds for all; of several that name a car the narrowest counts.
create table mechanic_service_prices (
    id uuid primary key,
    mechanic_id uuid not null,
    service_id uuid not null,
    brand_id uuid,
    model_id uuid,
    year_from smallint,
    year_to smallint,
    fuel text,
    body text,
    price_kurus bigint not null,
    price_kind text not null,
    -- null: as long as for every car.
    minutes integer,
    priced_at timestamptz not null,
    constraint mechanic_service_prices_offer_exists foreign key (mechanic_id, service_id)
        references mechanic_services (mechanic_id, service_id) on delete cascade,
    constraint mechanic_service_prices_brand_exists foreign key (brand_id) references brands (id),
    constraint mechanic_service_prices_model_exists foreign key (model_id) references models (id),
    constraint mechanic_service_prices_once
        unique nulls not distinct (mechanic_id, service_id, brand_id, model_id, year_from, year_to, fuel, body),
    constraint mechanic_service_prices_name_some_cars check (num_nonnulls(brand_id, year_from, year_to, fuel, body) > 0),
    constraint mechanic_service_prices_model_has_its_brand check (model_id is null or brand_id is not null),
    constraint mechanic_service_prices_years_are_in_order check (year_from is null or year_to is null or year_to >= year_from),
    constraint mechanic_service_prices_fuel_is_known
        check (fuel in ('petrol', 'diesel', 'lpg', 'hybrid', 'plug_in_hybrid', 'electric')),
    constraint mechanic_service_prices_body_is_a_code check (body ~ '^[a-z_]{2,20}$'),
    constraint mechanic_service_prices_price_is_plausible check (price_kurus between 0 and 100000000),
    constraint mechanic_service_prices_price_kind_is_known check (price_kind in ('fixed', 'from', 'inspection')),
    constraint mechanic_service_prices_minutes_are_plausible check (minutes between 5 and 14400)
);
create index mechanic_service_prices_by_brand on mechanic_service_prices (brand_id);
create index mechanic_service_prices_by_model on mechanic_service_prices (model_id);

-- Prices that ended. A discount is measured against the lowest price of the last thirty days, so they are kept even when
-- the offer is taken out and put in again.
create table mechanic_past_prices (
    id bigint generated always as identity primary key,
    mechanic_id uuid not null,
    service_id uuid not null,
    -- null: the price for every car.
    price_id uuid,
    price_kurus bigint not null,
    price_kind text not null,
    priced_at timestamptz,
    ended_at timestamptz not null,
    constraint mechanic_past_prices_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_past_prices_service_exists foreign key (service_id) references services (id),
    constraint mechanic_past_prices_price_exists foreign key (price_id) references mechanic_service_prices (id) on delete cascade
);
create index mechanic_past_prices_by_offer on mechanic_past_prices (mechanic_id, service_id, ended_at desc, id desc);
create index mechanic_past_prices_by_price on mechanic_past_prices (price_id);

-- What was promised when the visit was booked.
alter table appointment_services
    add column parts_class text,
    add column warranty_months smallint,
    add column warranty_km integer,
    add constraint appointment_services_parts_class_is_known check (parts_class in ('original', 'equivalent', 'used')),
    add constraint appointment_services_warranty_months_are_plausible check (warranty_months between 1 and 120),
    add constraint appointment_services_warranty_km_is_plausible check (warranty_km between 500 and 500000);
