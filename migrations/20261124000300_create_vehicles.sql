-- The catalogue: brand → model → year → variant. Imported from src/platform/reference/data/vehicles.csv; ids are UUIDv5
-- of the natural key, so an import twice is an import once.
create table brands (
    id uuid primary key,
    name text not null,
    slug text not null,
    has_icon boolean not null default false,
    is_active boolean not null default true,
    search_fold text not null generated always as (fold_tr(name)) stored,
    constraint brands_slug_is_unique unique (slug),
    constraint brands_name_is_unique unique (name)
);
create table models (
    id uuid primary key,
    brand_id uuid not null,
    name text not null,
    slug text not null,
    aliases text not null default '',
    is_active boolean not null default true,
    search_fold text not null generated always as (fold_tr(name || ' ' || aliases)) stored,
    constraint models_brand_exists foreign key (brand_id) references brands (id),
    constraint models_slug_is_unique_in_brand unique (brand_id, slug)
);
create index models_by_fold on models using gin (search_fold gin_trgm_ops);
create table model_years (
    id uuid primary key,
    model_id uuid not null,
    year smallint not null,
    constraint model_years_model_exists foreign key (model_id) references models (id) on delete cascade,
    constraint model_years_once unique (model_id, year),
    constraint model_years_year_is_plausible check (year between 1950 and 2100)
);
create table variants (
    id uuid primary key,
    model_id uuid not null,
    name text not null,
    generation text not null default '',
    year_from smallint not null,
    year_to smallint,
    engine_cc integer,
    fuel text not null,
    power_kw integer,
    transmission text not null,
    body text not null default '',
    source text not null,
    is_active boolean not null default true,
    constraint variants_model_exists foreign key (model_id) references models (id) on delete cascade,
    constraint variants_years_are_in_order check (year_to is null or year_to >= year_from),
    constraint variants_fuel_is_known check (fuel in ('petrol', 'diesel', 'lpg', 'hybrid', 'plug_in_hybrid', 'electric', '')),
    constraint variants_transmission_is_known check (transmission in ('manual', 'automatic', 'dct', 'cvt', 'amt', ''))
);
create index variants_by_model on variants (model_id, year_from);

-- A customer's car. plate is in normal form "34 ABC 123". Removed cars stay for the appointments that name them.
create table customer_vehicles (
    id uuid primary key,
    customer_id uuid not null,
    plate text not null,
    variant_id uuid not null,
    model_year smallint not null,
    km integer not null,
    is_default boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    removed_at timestamptz,
    constraint customer_vehicles_customer_exists foreign key (customer_id) references customers (id) on delete cascade,
    constraint customer_vehicles_variant_exists foreign key (variant_id) references variants (id),
    constraint customer_vehicles_km_is_plausible check (km between 0 and 3000000),
    constraint customer_vehicles_plate_has_a_length check (length(plate) between 5 and 16)
);
create unique index customer_vehicles_plate_once_per_customer on customer_vehicles (customer_id, plate) where removed_at is null;
create unique index customer_vehicles_one_default on customer_vehicles (customer_id) where is_default and removed_at is null;
