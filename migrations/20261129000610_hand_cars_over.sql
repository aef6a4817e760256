-- A car that is offered to somebody by mail; one offer at a time. The mail holds a random token, this its SHA-256. Taken and
-- withdrawn offers are deleted: who owned a car when stands in the audit log.
create table vehicle_handovers (
    vehicle_id uuid primary key,
    email text not null,
    token_hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint vehicle_handovers_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade,
    constraint vehicle_handovers_token_is_unique unique (token_hash),
    constraint vehicle_handovers_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint vehicle_handovers_email_is_folded check (email = lower(email collate "C") and length(email) <= 254),
    constraint vehicle_handovers_end_after_they_begin check (expires_at > created_at)
);
create index vehicle_handovers_by_email on vehicle_handovers (email);
create index vehicle_handovers_by_expiry on vehicle_handovers (expires_at);

-- Since when the car is its owner's, when it was another's before. What stands in the book from before then is another
-- person's: its prices and notes are shown to nobody, though the chain keeps them.
alter table customer_vehicles add column handed_over_at timestamptz;
