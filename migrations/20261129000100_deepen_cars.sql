-- A car as its papers know it. The days are where something runs out; fuel says what the car burns when it differs from its
-- variant (a conversion to LPG). A chassis number holds no I, O or Q.
alter table customer_vehicles
    add column vin text,
    add column fuel text,
    add column is_commercial boolean not null default false,
    add column first_registered_on date,
    add column inspection_due_on date,
    add column traffic_insurance_ends_on date,
    add column kasko_ends_on date,
    add column notes text not null default '',
    add constraint customer_vehicles_vin_is_well_formed check (vin ~ '^[A-HJ-NPR-Z0-9]{17}$'),
    add constraint customer_vehicles_fuel_is_known check (fuel in ('petrol', 'diesel', 'lpg', 'hybrid', 'plug_in_hybrid', 'electric')),
    add constraint customer_vehicles_notes_have_a_limit check (length(notes) <= 2000);
create unique index customer_vehicles_vin_once_per_customer on customer_vehicles (customer_id, vin) where removed_at is null;

-- What a car is known by, and since when: its plate and its chassis number. An open end is what holds today. A plate belongs
-- to one garage at a time; who adds it later holds it from then on, so that nobody who sold a car keeps its plate for ever.
create table vehicle_marks (
    id bigint generated always as identity primary key,
    vehicle_id uuid not null,
    kind text not null,
    value text not null,
    during tstzrange not null,
    constraint vehicle_marks_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade,
    constraint vehicle_marks_kind_is_known check (kind in ('plate', 'vin')),
    constraint vehicle_marks_value_has_a_length check (length(value) between 5 and 17),
    constraint vehicle_marks_time_is_some check (not isempty(during) and not lower_inf(during)),
    constraint vehicle_marks_one_owner exclude using gist (kind with =, value with =, during with &&),
    constraint vehicle_marks_one_at_a_time exclude using gist (vehicle_id with =, kind with =, during with &&)
);

-- Cars that were here before: the newest one with a plate holds it, each older one held it until the next came.
insert into vehicle_marks (vehicle_id, kind, value, during)
select id, 'plate', plate, during
from (
    select id, plate, tstzrange(created_at, least(removed_at, lead(created_at) over (partition by plate order by created_at, id)), '[)') as during
    from customer_vehicles
    where plate <> 'SILINDI' and (removed_at is null or removed_at > created_at)
) held
where not isempty(during);

-- What the odometer said, who said so, and why when it goes back. The newest row of a car equals customer_vehicles.km.
create table vehicle_odometer (
    id bigint generated always as identity primary key,
    vehicle_id uuid not null,
    km integer not null,
    at timestamptz not null,
    source text not null,
    reason text,
    constraint vehicle_odometer_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade,
    constraint vehicle_odometer_km_is_plausible check (km between 0 and 3000000),
    constraint vehicle_odometer_source_is_known check (source in ('owner', 'appointment', 'workshop', 'correction')),
    constraint vehicle_odometer_corrections_have_a_reason check ((source = 'correction') = (reason is not null)),
    constraint vehicle_odometer_reason_has_a_limit check (length(reason) between 1 and 300)
);
create index vehicle_odometer_by_vehicle on vehicle_odometer (vehicle_id, id desc);
insert into vehicle_odometer (vehicle_id, km, at, source)
select id, km, updated_at, 'owner' from customer_vehicles where plate <> 'SILINDI';
