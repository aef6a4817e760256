-- Further rules of what comes due, as data: for a fuel, a model or a variant the narrowest that names the car counts. An advice
-- waits until the car's owner switches it on, or until the work was done for the first time.
alter table reminder_rules
    drop constraint reminder_rules_once,
    drop constraint reminder_rules_one_at_a_time,
    drop constraint reminder_rules_kind_is_known,
    add column id bigint generated always as identity,
    add column fuel text,
    add column model_id uuid,
    add column variant_id uuid,
    add column is_advice boolean not null default false;
alter table reminder_rules
    add constraint reminder_rules_pkey primary key (id),
    add constraint reminder_rules_kind_is_known check (kind in ('inspection', 'traffic_insurance', 'kasko', 'mtv', 'winter_tyres',
        'oil', 'air_filter', 'cabin_filter', 'fuel_filter', 'spark_plugs', 'timing_belt', 'brake_fluid', 'coolant', 'battery', 'tyres')),
    add constraint reminder_rules_fuel_is_known check (fuel in ('petrol', 'diesel', 'lpg', 'hybrid', 'plug_in_hybrid', 'electric')),
    add constraint reminder_rules_model_exists foreign key (model_id) references models (id),
    add constraint reminder_rules_variant_exists foreign key (variant_id) references variants (id),
    add constraint reminder_rules_name_a_model_or_a_variant check (num_nonnulls(model_id, variant_id) <= 1),
    add constraint reminder_rules_one_at_a_time exclude using gist (
        kind with =, (for_commercial::int) with =, (coalesce(fuel, '')) with =,
        (coalesce(variant_id, model_id, '00000000-0000-0000-0000-000000000000'::uuid)) with =,
        daterange(valid_from_on, valid_to_on, '[]') with &&);
create index reminder_rules_by_model on reminder_rules (model_id);
create index reminder_rules_by_variant on reminder_rules (variant_id);

-- Usual intervals of workshops and of makers' booklets, on the careful side. Diesels clog their fuel filter sooner; gas burns
-- plugs sooner, and hybrids spare theirs. The winter tyres of private cars are an advice of the same communiqué.
insert into reminder_rules (kind, for_commercial, valid_from_on, every_months, every_km, fixed_days, fuel, is_advice, source, certainty)
select kind, for_commercial, '2020-01-01', every_months, every_km, '{}', fuel, true,
       'Genel bakım önerisi; üreticinin kitapçığı esastır', 'K'
from (values ('air_filter', 24, 20000, null), ('cabin_filter', 12, 15000, null), ('fuel_filter', 48, 60000, null),
             ('fuel_filter', 24, 30000, 'diesel'), ('spark_plugs', 36, 40000, 'petrol'), ('spark_plugs', 24, 30000, 'lpg'),
             ('spark_plugs', 60, 90000, 'hybrid'), ('spark_plugs', 60, 90000, 'plug_in_hybrid'), ('timing_belt', 60, 90000, null),
             ('brake_fluid', 24, null, null), ('coolant', 36, 60000, null), ('battery', 48, null, null),
             ('tyres', 60, 50000, null)) wear (kind, every_months, every_km, fuel),
     (values (false), (true)) cars (for_commercial);
insert into reminder_rules (kind, for_commercial, valid_from_on, fixed_days, is_advice, source, certainty) values
    ('winter_tyres', false, '2025-07-01', '{11-15}', true, 'Kış lastiği tebliği (15 Kasım – 15 Nisan; hususi araçta öneri)', 'P');

alter table vehicle_reminders
    drop constraint vehicle_reminders_kind_is_known,
    add constraint vehicle_reminders_kind_is_known check (kind in ('inspection', 'traffic_insurance', 'kasko', 'mtv', 'winter_tyres',
        'oil', 'air_filter', 'cabin_filter', 'fuel_filter', 'spark_plugs', 'timing_belt', 'brake_fluid', 'coolant', 'battery', 'tyres',
        'own'));

-- Which service of the taxonomy finishes which reminder, by its slug: services come with the reference data, after these steps.
create table reminder_services (
    service_slug text not null,
    kind text not null,
    constraint reminder_services_once primary key (service_slug, kind),
    constraint reminder_services_slug_has_a_length check (length(service_slug) between 2 and 120),
    constraint reminder_services_kind_is_known check (kind in ('winter_tyres', 'oil', 'air_filter', 'cabin_filter', 'fuel_filter',
        'spark_plugs', 'timing_belt', 'brake_fluid', 'coolant', 'battery', 'tyres'))
);
insert into reminder_services (service_slug, kind) values
    ('periyodik-bakim-yag-ve-filtreler', 'oil'),
    ('periyodik-bakim-yag-ve-filtreler', 'air_filter'),
    ('periyodik-bakim-yag-ve-filtreler', 'cabin_filter'),
    ('motor-yagi-ve-yag-filtresi-degisimi', 'oil'),
    ('10000-15000-km-bakimi', 'oil'),
    ('30000-km-bakimi', 'oil'),
    ('30000-km-bakimi', 'air_filter'),
    ('30000-km-bakimi', 'cabin_filter'),
    ('60000-km-bakimi', 'oil'),
    ('60000-km-bakimi', 'air_filter'),
    ('60000-km-bakimi', 'cabin_filter'),
    ('60000-km-bakimi', 'fuel_filter'),
    ('90000-km-agir-bakim', 'oil'),
    ('90000-km-agir-bakim', 'air_filter'),
    ('90000-km-agir-bakim', 'cabin_filter'),
    ('hava-filtresi-degisimi', 'air_filter'),
    ('polen-kabin-filtresi-degisimi', 'cabin_filter'),
    ('yakit-mazot-benzin-filtresi-degisimi', 'fuel_filter'),
    ('buji-degisimi', 'spark_plugs'),
    ('triger-seti-degisimi', 'timing_belt'),
    ('fren-hidroligi-degisimi', 'brake_fluid'),
    ('antifriz-degisimi', 'coolant'),
    ('aku-degisimi', 'battery'),
    ('yerinde-aku-degisimi', 'battery'),
    ('lastik-degisimi-4-adet', 'tyres'),
    ('mevsimlik-lastik-degisimi-yazlik-kislik', 'winter_tyres');
