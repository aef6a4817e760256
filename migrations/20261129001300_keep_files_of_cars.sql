-- Photos of a car in the order its owner gave them; the first is the cover. Only the owner sees them, so they lie here and go
-- with their car. position is bounded, so that two uploads at once cannot pass the limit; its uniqueness is looked at when a
-- statement ends, so that one statement may put all of them into another order.
create table vehicle_photos (
    id uuid primary key,
    vehicle_id uuid not null,
    position smallint not null,
    width integer not null,
    height integer not null,
    hash bytea not null,
    large bytea not null,
    small bytea not null,
    created_at timestamptz not null,
    constraint vehicle_photos_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade,
    constraint vehicle_photos_position_is_taken_once unique (vehicle_id, position) deferrable initially immediate,
    constraint vehicle_photos_are_eight_at_most check (position between 1 and 8),
    constraint vehicle_photos_picture_is_shown_once unique (vehicle_id, hash),
    constraint vehicle_photos_sides_are_made_here check (width between 1 and 1600 and height between 1 and 1600),
    constraint vehicle_photos_hash_is_sha256 check (octet_length(hash) = 32),
    constraint vehicle_photos_sizes_have_a_limit check (octet_length(large) between 1 and 4194304 and octet_length(small) between 1 and 1048576)
);
-- Pictures are compressed already.
alter table vehicle_photos alter column large set storage external;
alter table vehicle_photos alter column small set storage external;

-- SHA-256 of the papers a declaration comes with, part of what the chain seals. The papers themselves may go; what was said stays.
alter table vehicle_maintenance_records add column files text[] not null default '{}';
alter table vehicle_maintenance_records
    add constraint vehicle_maintenance_records_files_are_five_at_most check (cardinality(files) <= 5),
    add constraint vehicle_maintenance_records_visits_carry_no_files check (origin = 'owner' or files = '{}');

-- Papers of a declaration: bills, test sheets, pictures. version is the one of the record that they came with.
create table vehicle_record_files (
    id uuid primary key,
    record_id uuid not null,
    version integer not null,
    name text not null,
    medium text not null,
    hash bytea not null,
    bytes bytea not null,
    created_at timestamptz not null,
    constraint vehicle_record_files_record_exists
        foreign key (record_id, version) references vehicle_maintenance_records (record_id, version) on delete cascade,
    constraint vehicle_record_files_paper_is_kept_once unique (record_id, hash),
    constraint vehicle_record_files_name_has_a_limit check (length(name) between 1 and 60),
    constraint vehicle_record_files_medium_is_known check (medium in ('pdf', 'jpeg')),
    constraint vehicle_record_files_hash_is_sha256 check (octet_length(hash) = 32),
    constraint vehicle_record_files_size_has_a_limit check (octet_length(bytes) between 1 and 8388608)
);
create index vehicle_record_files_by_version on vehicle_record_files (record_id, version);
alter table vehicle_record_files alter column bytes set storage external;
