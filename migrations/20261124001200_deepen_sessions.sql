-- A session may have proved two factors, belongs to a browser or to another client, and is ended rather than deleted, so
-- that the list of devices can tell what was there; ended rows are purged after thirty days.
alter table user_sessions
    add column methods text[] not null default '{}',
    add column by_token boolean not null default false,
    add column ended_at timestamptz,
    add column ended_why text,
    add constraint user_sessions_end_has_a_reason check ((ended_at is null) = (ended_why is null)),
    add constraint user_sessions_end_is_known check (ended_why in
        ('signed_out', 'ended_by_owner', 'ended_by_admin', 'password_changed', 'factor_changed', 'disabled', 'role_lost', 'not_me', 'token_reused', 'deleted')),
    add constraint user_sessions_methods_are_known check (methods <@ array['password', 'totp', 'recovery', 'passkey', 'oidc', 'sms', 'mail', 'refresh']);
create index user_sessions_ended on user_sessions (ended_at) where ended_at is not null;

-- Half of a sign-in: the first factor held, the second is asked. The cookie holds a random token, this its SHA-256.
create table sign_in_tickets (
    token_hash bytea primary key,
    user_id uuid not null,
    methods text[] not null,
    next text not null default '',
    tries smallint not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint sign_in_tickets_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint sign_in_tickets_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint sign_in_tickets_tries_are_few check (tries between 0 and 5)
);
create index sign_in_tickets_by_user on sign_in_tickets (user_id);
create index sign_in_tickets_by_expiry on sign_in_tickets (expires_at);

-- Every attempt to come in. account_hash is a keyed hash of what was typed, so that unknown addresses are named nowhere.
create table sign_in_events (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    user_id uuid,
    account_hash bytea not null,
    ip text not null,
    user_agent text not null default '',
    method text not null,
    outcome text not null,
    constraint sign_in_events_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint sign_in_events_hash_is_sha256 check (octet_length(account_hash) = 32),
    constraint sign_in_events_method_is_known check (method in ('password', 'totp', 'recovery', 'passkey', 'oidc', 'sms', 'mail', 'refresh')),
    constraint sign_in_events_outcome_is_known check (outcome in ('in', 'second_factor_asked', 'wrong', 'refused', 'limited'))
);
create index sign_in_events_by_user on sign_in_events (user_id, id desc);
create index sign_in_events_by_account on sign_in_events (account_hash, at desc);
create index sign_in_events_by_ip on sign_in_events (ip, at desc);
create index sign_in_events_by_time on sign_in_events (at);

alter table users add column email_verified_at timestamptz;

-- Second factors. Seeds are sealed with a key made from SECRET_KEY; step is the last one accepted, so that each works once.
create table user_totp (
    user_id uuid primary key,
    secret_sealed bytea not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    created_at timestamptz not null,
    constraint user_totp_user_exists foreign key (user_id) references users (id) on delete cascade
);
create table recovery_codes (
    user_id uuid not null,
    code_hash bytea not null,
    created_at timestamptz not null,
    used_at timestamptz,
    constraint recovery_codes_are_distinct primary key (user_id, code_hash),
    constraint recovery_codes_user_exists foreign key (user_id) references users (id) on delete cascade
);
-- credential holds the public key and counter as the WebAuthn library keeps them.
create table passkeys (
    id uuid primary key,
    user_id uuid not null,
    credential_id bytea not null,
    credential jsonb not null,
    name text not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    constraint passkeys_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint passkeys_credential_is_unique unique (credential_id),
    constraint passkeys_name_has_a_length check (length(name) between 1 and 60)
);
create index passkeys_by_user on passkeys (user_id, created_at);
