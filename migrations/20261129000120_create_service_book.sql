-- The service book of a car: what was done, when and by whom. A line is written by the house when a visit is done
-- ("visit"), or by the owner ("owner", shown as a declaration). Nothing is ever changed: an edit is a new version of the same
-- record, taking it back is a version that says so. Every row holds the hash of the one before it, so that a row that was
-- changed or taken out later is found. code names the row to who wants to verify it.
create table vehicle_maintenance_records (
    id uuid primary key,
    vehicle_id uuid not null,
    seq integer not null,
    record_id uuid not null,
    version integer not null,
    origin text not null,
    appointment_id uuid,
    is_withdrawn boolean not null default false,
    done_on date not null,
    km integer,
    workshop text not null default '',
    items jsonb not null,
    parts_kurus bigint not null default 0,
    labour_kurus bigint not null default 0,
    total_kurus bigint not null,
    note text not null default '',
    created_at timestamptz not null,
    code text not null,
    previous_hash bytea not null,
    hash bytea not null,
    constraint vehicle_maintenance_records_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade,
    constraint vehicle_maintenance_records_appointment_exists foreign key (appointment_id) references appointments (id),
    constraint vehicle_maintenance_records_chain_is_a_line unique (vehicle_id, seq),
    constraint vehicle_maintenance_records_version_once unique (record_id, version),
    constraint vehicle_maintenance_records_visit_once unique (appointment_id),
    constraint vehicle_maintenance_records_code_is_unique unique (code),
    constraint vehicle_maintenance_records_origin_is_known check (origin in ('visit', 'owner')),
    -- What the house has written stays as it is.
    constraint vehicle_maintenance_records_visits_stay check (
        (origin = 'visit') = (appointment_id is not null) and (origin = 'owner' or (version = 1 and not is_withdrawn))),
    constraint vehicle_maintenance_records_places_are_counted check (seq >= 1 and version >= 1),
    constraint vehicle_maintenance_records_km_is_plausible check (km between 0 and 3000000),
    constraint vehicle_maintenance_records_money_is_not_negative check (parts_kurus >= 0 and labour_kurus >= 0 and total_kurus >= 0),
    constraint vehicle_maintenance_records_items_are_a_list check (jsonb_typeof(items) = 'array' and jsonb_array_length(items) between 1 and 40),
    constraint vehicle_maintenance_records_note_has_a_limit check (length(note) <= 1000),
    constraint vehicle_maintenance_records_code_is_short check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
    constraint vehicle_maintenance_records_hashes_are_sha256 check (octet_length(hash) = 32 and octet_length(previous_hash) = 32)
);
create index vehicle_maintenance_records_by_day on vehicle_maintenance_records (vehicle_id, done_on desc, record_id desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name;
end
$$;
create trigger vehicle_maintenance_records_stay before update on vehicle_maintenance_records
    for each row execute function refuse_change();
