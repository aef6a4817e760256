-- A new authenticator takes the place of the old one only after it has shown a code: until then it waits here, sealed like
-- the one in force.
alter table user_totp
    add column pending_sealed bytea,
    add column pending_at timestamptz,
    add constraint user_totp_pending_has_a_time check ((pending_sealed is null) = (pending_at is null));

-- What the server keeps between two requests for some minutes: the challenge of a passkey, recovery codes to be shown once.
-- Sealed with a key made from SECRET_KEY and taken out once; the browser holds a random token, this its SHA-256.
create table sealed_states (
    token_hash bytea primary key,
    purpose text not null,
    user_id uuid,
    sealed bytea not null,
    expires_at timestamptz not null,
    constraint sealed_states_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint sealed_states_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint sealed_states_purpose_is_known check (purpose in
        ('passkey_add', 'passkey_sign_in', 'passkey_second_factor', 'passkey_step_up', 'recovery_codes')),
    -- Only a sign-in by passkey begins before anybody is known.
    constraint sealed_states_belong_to_somebody check (user_id is not null or purpose = 'passkey_sign_in')
);
create index sealed_states_by_user on sealed_states (user_id);
create index sealed_states_by_expiry on sealed_states (expires_at);
