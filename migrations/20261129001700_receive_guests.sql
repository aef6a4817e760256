-- People may come by their number alone. Whoever has no address has an empty one, and a number that opens the account.
alter table users drop constraint users_email_is_unique;
create unique index users_email_is_unique on users (email) where email <> '';
-- Look-ups compare with any text; only this index holds them all.
create index users_by_email on users (email);
alter table users
    add constraint users_can_come_in check (email <> '' or (phone_verified_at is not null and email_verified_at is null));

-- What a visitor wants before there is an account: kept for the browser that holds the token, until its number proves itself by a
-- texted code. What was typed is sealed, and gone once it was carried out; user_id says whose it is from the code on.
create table guest_requests (
    id uuid primary key,
    token_hash bytea not null,
    sealed bytea,
    code_hash bytea not null,
    tries smallint not null default 0,
    code_expires_at timestamptz not null,
    user_id uuid,
    proved_at timestamptz,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint guest_requests_token_is_unique unique (token_hash),
    constraint guest_requests_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint guest_requests_hashes_are_sha256 check (octet_length(token_hash) = 32 and octet_length(code_hash) = 32),
    constraint guest_requests_tries_are_few check (tries between 0 and 5),
    constraint guest_requests_belong_to_who_proved check ((user_id is null) = (proved_at is null)),
    constraint guest_requests_wait_until_carried_out check (sealed is not null or user_id is not null),
    constraint guest_requests_end_after_they_begin check (expires_at > created_at)
);
create index guest_requests_by_user on guest_requests (user_id);
create index guest_requests_by_expiry on guest_requests (expires_at);
