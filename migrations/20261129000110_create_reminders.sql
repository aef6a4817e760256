-- When something comes due for a car: rules with the time they hold and where they come from ("S" seen in an official text,
-- "P" press or law firm, "K" general knowledge; P and K are to be confirmed by a lawyer). A new law is a new row.
create table reminder_rules (
    kind text not null,
    for_commercial boolean not null,
    valid_from_on date not null,
    valid_to_on date,
    -- From the first registration to the first time; from one time to the next.
    first_months smallint,
    every_months smallint,
    every_km integer,
    -- Days of every year, "MM-DD".
    fixed_days text[] not null default '{}',
    source text not null,
    certainty text not null,
    constraint reminder_rules_once primary key (kind, for_commercial, valid_from_on),
    constraint reminder_rules_kind_is_known check (kind in ('inspection', 'traffic_insurance', 'kasko', 'mtv', 'winter_tyres', 'oil')),
    constraint reminder_rules_days_are_in_order check (valid_to_on is null or valid_to_on >= valid_from_on),
    constraint reminder_rules_say_when check (every_months is not null or cardinality(fixed_days) > 0),
    constraint reminder_rules_certainty_is_known check (certainty in ('S', 'P', 'K')),
    constraint reminder_rules_one_at_a_time exclude using gist (
        kind with =, (for_commercial::int) with =, daterange(valid_from_on, valid_to_on, '[]') with &&)
);
insert into reminder_rules (kind, for_commercial, valid_from_on, valid_to_on, first_months, every_months, every_km, fixed_days, source, certainty) values
    ('inspection', false, '2020-01-01', null, 36, 24, null, '{}', 'Araç Muayene İstasyonları Yönetmeliği', 'P'),
    ('inspection', true, '2020-01-01', null, 12, 12, null, '{}', 'Araç Muayene İstasyonları Yönetmeliği', 'P'),
    ('traffic_insurance', false, '2020-01-01', null, null, 12, null, '{}', '2918 sayılı Karayolları Trafik Kanunu m. 91', 'K'),
    ('traffic_insurance', true, '2020-01-01', null, null, 12, null, '{}', '2918 sayılı Karayolları Trafik Kanunu m. 91', 'K'),
    ('kasko', false, '2020-01-01', null, null, 12, null, '{}', 'Kasko Sigortası Genel Şartları', 'K'),
    ('kasko', true, '2020-01-01', null, null, 12, null, '{}', 'Kasko Sigortası Genel Şartları', 'K'),
    ('mtv', false, '2020-01-01', null, null, null, null, '{01-31,07-31}', '197 sayılı Motorlu Taşıtlar Vergisi Kanunu m. 9', 'P'),
    ('mtv', true, '2020-01-01', null, null, null, null, '{01-31,07-31}', '197 sayılı Motorlu Taşıtlar Vergisi Kanunu m. 9', 'P'),
    ('winter_tyres', true, '2020-01-01', '2025-06-30', null, null, null, '{12-01}', 'Kış lastiği tebliği (1 Aralık – 1 Nisan)', 'P'),
    ('winter_tyres', true, '2025-07-01', null, null, null, null, '{11-15}', 'Kış lastiği tebliği (15 Kasım – 15 Nisan)', 'P'),
    ('oil', false, '2020-01-01', null, null, 12, 10000, '{}', 'Genel bakım önerisi; üreticinin kitapçığı esastır', 'K'),
    ('oil', true, '2020-01-01', null, null, 12, 10000, '{}', 'Genel bakım önerisi; üreticinin kitapçığı esastır', 'K');

-- What comes due for one car, by day, by kilometres or by whichever is first. next_on is the day that counts: due_on, or
-- the day on which due_km is foreseen. occurrence counts how often it came; announced_days is the last step told of it.
create table vehicle_reminders (
    id uuid primary key,
    vehicle_id uuid not null,
    kind text not null,
    title text not null default '',
    due_on date,
    due_km integer,
    every_months smallint,
    every_km integer,
    next_on date,
    quiet_until_on date,
    occurrence integer not null default 1,
    announced_days smallint,
    created_at timestamptz not null,
    closed_at timestamptz,
    constraint vehicle_reminders_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade,
    constraint vehicle_reminders_kind_is_known check (kind in ('inspection', 'traffic_insurance', 'kasko', 'mtv', 'winter_tyres', 'oil', 'own')),
    constraint vehicle_reminders_own_ones_have_a_title check ((kind = 'own') = (title <> '')),
    constraint vehicle_reminders_title_has_a_limit check (length(title) <= 80),
    constraint vehicle_reminders_say_when check (due_on is not null or due_km is not null),
    constraint vehicle_reminders_km_is_plausible check (due_km between 0 and 4000000 and every_km between 100 and 500000),
    constraint vehicle_reminders_months_are_plausible check (every_months between 1 and 120),
    constraint vehicle_reminders_steps_are_known check (announced_days in (60, 30, 14, 7, 1))
);
create index vehicle_reminders_by_vehicle on vehicle_reminders (vehicle_id, next_on);
create unique index vehicle_reminders_one_of_a_kind on vehicle_reminders (vehicle_id, kind) where kind <> 'own';
create index vehicle_reminders_due on vehicle_reminders (next_on) where closed_at is null;

-- Each time something was done.
create table vehicle_reminder_times (
    reminder_id uuid not null,
    occurrence integer not null,
    done_on date not null,
    km integer,
    constraint vehicle_reminder_times_once primary key (reminder_id, occurrence),
    constraint vehicle_reminder_times_reminder_exists foreign key (reminder_id) references vehicle_reminders (id) on delete cascade,
    constraint vehicle_reminder_times_km_is_plausible check (km between 0 and 3000000)
);
