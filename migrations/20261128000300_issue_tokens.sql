-- Tokens of other clients. A family of tokens is a session: its row holds the hash of the access token in force, which runs
-- out long before the session does. renews asks for a new id at the next request: the person's roles have changed.
alter table user_sessions
    add column access_until timestamptz,
    add column renews boolean not null default false,
    add constraint user_sessions_access_runs_out_for_tokens check (by_token = (access_until is not null));

-- Refresh tokens, of which only the SHA-256 is kept. Each is exchanged once for its successor. One that is exchanged again
-- while its successor lies unused belongs to somebody who lost the answer: the successor is revoked and replaced. Anything
-- else that comes twice was stolen, and the whole family ends.
create table refresh_tokens (
    token_hash bytea primary key,
    session_id uuid not null,
    generation integer not null,
    successor_hash bytea,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz,
    constraint refresh_tokens_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint refresh_tokens_session_exists foreign key (session_id) references user_sessions (id) on delete cascade,
    constraint refresh_tokens_generation_counts_from_zero check (generation >= 0),
    constraint refresh_tokens_used_has_a_successor check ((used_at is null) = (successor_hash is null))
);
create index refresh_tokens_by_session on refresh_tokens (session_id, generation);

-- "This wasn't me": the links in notices of safety. The mail holds the token, this its SHA-256.
create table not_me_links (
    token_hash bytea primary key,
    user_id uuid not null,
    notice text not null,
    device text not null default '',
    place text not null default '',
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint not_me_links_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint not_me_links_user_exists foreign key (user_id) references users (id) on delete cascade
);
create index not_me_links_by_user on not_me_links (user_id);
create index not_me_links_by_expiry on not_me_links (expires_at);

-- After "this wasn't me" the password counts for nothing until it has been changed after this moment.
alter table user_auth add column reset_required_at timestamptz;

-- The /24 or /64 an attempt came from, for the detector of credential stuffing.
alter table sign_in_events add column network text not null default '';
create index sign_in_events_by_network on sign_in_events (network, at desc);

-- Growing waits between attempts to come in, under keyed hashes: failures counts since forget_at was last moved. Like the
-- cells of the rate limits they may be lost with a crash.
create unlogged table sign_in_waits (
    key text primary key,
    failures integer not null,
    wait_until timestamptz not null,
    forget_at timestamptz not null,
    constraint sign_in_waits_failures_are_counted check (failures > 0)
);
create index sign_in_waits_by_forgetting on sign_in_waits (forget_at);
