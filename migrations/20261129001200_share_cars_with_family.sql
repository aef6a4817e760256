-- People with whom somebody shares cars: asked by mail, then joined. Who was asked is known by an address and the SHA-256 of the
-- random token in their mail; who has joined by their account, and the address and the token are gone. all_cars counts the
-- cars that come later as well; otherwise household_cars names them. Ended ones are deleted: the audit log knows who shared when.
create table household_members (
    id uuid primary key,
    owner_id uuid not null,
    member_id uuid,
    email text,
    token_hash bytea,
    expires_at timestamptz,
    may_book boolean not null,
    may_pay boolean not null,
    all_cars boolean not null,
    created_at timestamptz not null,
    joined_at timestamptz,
    constraint household_members_owner_exists foreign key (owner_id) references customers (id) on delete cascade,
    constraint household_members_member_exists foreign key (member_id) references customers (id) on delete cascade,
    constraint household_members_once_per_person unique (owner_id, member_id),
    constraint household_members_once_per_address unique (owner_id, email),
    constraint household_members_token_is_unique unique (token_hash),
    constraint household_members_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint household_members_email_is_folded check (email = lower(email collate "C") and length(email) <= 254),
    constraint household_members_owner_is_another check (member_id <> owner_id),
    constraint household_members_are_asked_or_have_joined check (
        (member_id is null) = (joined_at is null)
        and num_nonnulls(email, token_hash, expires_at) = case when member_id is null then 3 else 0 end),
    constraint household_members_end_after_they_begin check (expires_at > created_at)
);
create index household_members_by_member on household_members (member_id);
create index household_members_by_email on household_members (email);
create index household_members_by_expiry on household_members (expires_at);

-- The cars that are shared where not all are. A car that goes to a new owner or is removed leaves here.
create table household_cars (
    membership_id uuid not null,
    vehicle_id uuid not null,
    constraint household_cars_once primary key (membership_id, vehicle_id),
    constraint household_cars_membership_exists foreign key (membership_id) references household_members (id) on delete cascade,
    constraint household_cars_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade
);
create index household_cars_by_vehicle on household_cars (vehicle_id);

-- The owner of a car sees which visits others have booked with it.
create index appointments_by_vehicle on appointments (vehicle_id, start_at);
