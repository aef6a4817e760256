-- A booked visit. What must not change later (names, plate, address, prices, minutes) is copied here.
-- busy_until is end_at plus the workshop's buffer at booking time.
create table appointments (
    id uuid primary key,
    mechanic_id uuid not null,
    customer_id uuid not null,
    vehicle_id uuid not null,
    bay_id uuid not null,
    status text not null,
    awaits text,
    start_at timestamptz not null,
    end_at timestamptz not null,
    busy_until timestamptz not null,
    during tstzrange not null generated always as (tstzrange(start_at, busy_until, '[)')) stored,
    note text not null default '',
    mechanic_name text not null,
    mechanic_address text not null,
    customer_name text not null,
    customer_phone text,
    plate text not null,
    vehicle_label text not null,
    km integer not null,
    total_kurus bigint not null,
    closed_by text,
    reason text,
    ics_sequence integer not null default 0,
    idempotency_key text not null,
    idempotency_hash bytea not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    closed_at timestamptz,
    reminded_at timestamptz,
    constraint appointments_mechanic_exists foreign key (mechanic_id) references mechanics (id),
    constraint appointments_customer_exists foreign key (customer_id) references customers (id),
    constraint appointments_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id),
    constraint appointments_bay_exists foreign key (bay_id) references bays (id),
    constraint appointments_status_is_known check (status in
        ('requested', 'confirmed', 'declined', 'cancelled', 'completed', 'no_show')),
    constraint appointments_awaits_somebody_while_requested check (
        (status = 'requested') = (awaits is not null) and (awaits is null or awaits in ('mechanic', 'customer'))),
    constraint appointments_closed_by_is_known check (closed_by in ('customer', 'mechanic', 'system')),
    constraint appointments_times_are_in_order check (start_at < end_at and end_at <= busy_until),
    constraint appointments_note_has_a_limit check (length(note) <= 1000),
    constraint appointments_reason_has_a_limit check (length(reason) <= 500),
    constraint appointments_key_books_once unique (customer_id, idempotency_key),
    -- The heart of the house: one bay, one car at a time, under any race.
    constraint appointments_bay_is_free exclude using gist (bay_id with =, during with &&)
        where (status in ('requested', 'confirmed'))
);
create index appointments_by_mechanic on appointments (mechanic_id, start_at);
create index appointments_by_customer on appointments (customer_id, start_at desc, id desc);
create index appointments_waiting_by_mechanic on appointments (mechanic_id, created_at) where status = 'requested';
create index appointments_to_remind on appointments (start_at) where status = 'confirmed' and reminded_at is null;

create table appointment_services (
    appointment_id uuid not null,
    position smallint not null,
    service_id uuid not null,
    name_tr text not null,
    name_en text not null,
    price_kurus bigint not null,
    price_kind text not null,
    minutes integer not null,
    constraint appointment_services_once primary key (appointment_id, service_id),
    constraint appointment_services_appointment_exists foreign key (appointment_id) references appointments (id) on delete cascade,
    constraint appointment_services_service_exists foreign key (service_id) references services (id)
);

-- Who moved an appointment when, from which state to which, and why.
create table appointment_moves (
    id bigint generated always as identity primary key,
    appointment_id uuid not null,
    at timestamptz not null,
    by_user_id uuid,
    by_role text not null,
    from_status text,
    to_status text not null,
    start_at timestamptz not null,
    reason text,
    constraint appointment_moves_appointment_exists foreign key (appointment_id) references appointments (id) on delete cascade,
    constraint appointment_moves_role_is_known check (by_role in ('customer', 'mechanic', 'system'))
);
create index appointment_moves_by_appointment on appointment_moves (appointment_id, id);
