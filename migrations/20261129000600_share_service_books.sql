-- Whoever has the link reads the service book of a car for a while, with its plate masked. The link holds a random token, this
-- its SHA-256, so that it is shown once. Rows go some time after they have run out.
create table vehicle_book_shares (
    id uuid primary key,
    vehicle_id uuid not null,
    token_hash bytea not null,
    note text not null default '',
    shows_prices boolean not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    opened integer not null default 0,
    last_opened_at timestamptz,
    constraint vehicle_book_shares_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade,
    constraint vehicle_book_shares_token_is_unique unique (token_hash),
    constraint vehicle_book_shares_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint vehicle_book_shares_note_has_a_limit check (length(note) <= 80),
    constraint vehicle_book_shares_end_after_they_begin check (expires_at > created_at),
    constraint vehicle_book_shares_openings_are_counted check (opened >= 0 and (opened > 0) = (last_opened_at is not null))
);
create index vehicle_book_shares_by_vehicle on vehicle_book_shares (vehicle_id, created_at desc, id desc);
create index vehicle_book_shares_by_expiry on vehicle_book_shares (expires_at);
