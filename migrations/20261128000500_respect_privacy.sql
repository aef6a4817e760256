-- What somebody agreed to, withdrew, or was shown: one row per act, never changed. The latest row of a purpose counts.
-- text_version and text_sha256 name the very text; place is where on the site it happened.
create table user_consents (
    id bigint generated always as identity primary key,
    user_id uuid not null,
    purpose text not null,
    act text not null,
    text_version text not null,
    text_sha256 bytea not null,
    lang text not null,
    at timestamptz not null,
    ip text not null,
    place text not null,
    constraint user_consents_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint user_consents_purpose_is_known check (purpose in
        ('terms', 'notice', 'privacy_policy', 'tailored_offers', 'marketing_email', 'marketing_sms', 'marketing_push')),
    constraint user_consents_act_is_known check (act in ('given', 'withdrawn', 'shown')),
    constraint user_consents_hash_is_sha256 check (octet_length(text_sha256) = 32),
    constraint user_consents_lang_is_known check (lang in ('tr', 'en')),
    constraint user_consents_place_is_known check (place in ('register', 'banner', 'privacy_page'))
);
create index user_consents_by_user on user_consents (user_id, purpose, id desc);

-- A copy of everything kept about a person, made by a job. parts_done of parts_all tables are written.
create table data_exports (
    id uuid primary key,
    user_id uuid not null,
    state text not null,
    lang text not null,
    parts_done integer not null default 0,
    parts_all integer not null,
    requested_at timestamptz not null,
    finished_at timestamptz,
    expires_at timestamptz,
    size_bytes bigint not null default 0,
    constraint data_exports_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint data_exports_state_is_known check (state in ('queued', 'working', 'ready', 'failed', 'expired')),
    constraint data_exports_lang_is_known check (lang in ('tr', 'en')),
    constraint data_exports_parts_are_in_order check (parts_done between 0 and parts_all),
    constraint data_exports_ready_ones_expire check (state <> 'ready' or expires_at is not null)
);
create index data_exports_by_user on data_exports (user_id, requested_at desc);
create unique index data_exports_one_at_a_time on data_exports (user_id) where state in ('queued', 'working');
create index data_exports_to_expire on data_exports (expires_at) where state = 'ready';

-- The file of an export in pieces, so that no row grows without end. Gone when the export expires.
create table data_export_chunks (
    export_id uuid not null,
    position integer not null,
    bytes bytea not null,
    constraint data_export_chunks_once primary key (export_id, position),
    constraint data_export_chunks_export_exists foreign key (export_id) references data_exports (id) on delete cascade
);

-- Somebody wants to leave. Until due_at it can be taken back: by signing in, or by the mailed link, whose hash stands here.
create table deletion_requests (
    id uuid primary key,
    user_id uuid not null,
    requested_at timestamptz not null,
    due_at timestamptz not null,
    cancel_hash bytea not null,
    cancelled_at timestamptz,
    cancelled_by text,
    done_at timestamptz,
    constraint deletion_requests_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint deletion_requests_hash_is_sha256 check (octet_length(cancel_hash) = 32),
    constraint deletion_requests_cancel_is_known check (cancelled_by in ('sign_in', 'link')),
    constraint deletion_requests_cancel_is_whole check ((cancelled_at is null) = (cancelled_by is null)),
    constraint deletion_requests_end_once check (cancelled_at is null or done_at is null),
    constraint deletion_requests_link_is_unique unique (cancel_hash)
);
create index deletion_requests_by_user on deletion_requests (user_id, requested_at desc);
create unique index deletion_requests_one_at_a_time on deletion_requests (user_id) where cancelled_at is null and done_at is null;
create index deletion_requests_due on deletion_requests (due_at) where cancelled_at is null and done_at is null;

-- Applications of the person concerned (KVKK art. 13), to be answered within thirty days.
create table privacy_requests (
    id uuid primary key,
    user_id uuid not null,
    kind text not null,
    body text not null,
    state text not null default 'open',
    created_at timestamptz not null,
    due_at timestamptz not null,
    answer text,
    answered_at timestamptz,
    answered_by uuid,
    constraint privacy_requests_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint privacy_requests_kind_is_known check (kind in ('access', 'correction', 'erasure', 'objection', 'other')),
    constraint privacy_requests_state_is_known check (state in ('open', 'answered', 'refused', 'closed')),
    constraint privacy_requests_body_has_a_limit check (length(body) <= 4000),
    constraint privacy_requests_answer_has_a_limit check (length(answer) <= 4000),
    constraint privacy_requests_answer_has_a_time check ((state = 'open') = (answered_at is null))
);
create index privacy_requests_by_user on privacy_requests (user_id, created_at desc);
create index privacy_requests_open on privacy_requests (due_at, id) where state = 'open';
create index privacy_requests_closed on privacy_requests (id desc) where state <> 'open';

-- What the nightly retention job did: how many rows of each class it deleted or blanked.
create table retention_runs (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    people_erased integer not null,
    people_failed integer not null,
    counts jsonb not null
);
create index retention_runs_by_time on retention_runs (at desc);

-- A deleted person's row stays for what must be kept (appointments, reviews); it names nobody any more.
alter table users
    add column deleted_at timestamptz,
    add constraint users_deleted_ones_are_disabled check (deleted_at is null or disabled_at is not null);
