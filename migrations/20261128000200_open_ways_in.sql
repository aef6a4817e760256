-- Mails with a link or a code in them: what they are made of and how they read waits sealed, and is erased once the mail
-- server took it. Where mails are only kept (development), the sealed text stays for the page that shows them.
alter table mails
    add column is_secret boolean not null default false,
    add column payload_sealed bytea,
    add column bodies_sealed bytea,
    add constraint mails_secrets_are_sealed check (not is_secret or (payload = '{}' and text_body is null and html_body is null));

-- An address is asked to prove itself: one mail with a link (token_hash is the SHA-256 of its token) and a six-digit code
-- (code_hash is keyed). The newest of a person and purpose counts; older ones say so.
create table email_verifications (
    token_hash bytea primary key,
    user_id uuid not null,
    purpose text not null,
    email text not null,
    code_hash bytea not null,
    tries smallint not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    replaced_at timestamptz,
    constraint email_verifications_hash_is_sha256 check (octet_length(token_hash) = 32 and octet_length(code_hash) = 32),
    constraint email_verifications_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint email_verifications_purpose_is_known check (purpose in ('verify', 'reset', 'change')),
    constraint email_verifications_email_is_folded check (email = lower(email collate "C") and length(email) <= 254),
    -- Five guesses at a million codes, then the challenge is over.
    constraint email_verifications_tries_are_few check (tries between 0 and 5)
);
create unique index email_verifications_one_is_open on email_verifications (user_id, purpose) where used_at is null and replaced_at is null;
create index email_verifications_by_user on email_verifications (user_id, created_at desc);
create index email_verifications_by_email on email_verifications (email, purpose);
create index email_verifications_by_expiry on email_verifications (expires_at);

-- An account at an identity provider that opens an account here. Known by issuer and subject; the address is only shown.
create table user_identities (
    issuer text not null,
    subject text not null,
    user_id uuid not null,
    email text not null default '',
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    constraint user_identities_pkey primary key (issuer, subject),
    constraint user_identities_one_per_issuer unique (user_id, issuer),
    constraint user_identities_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint user_identities_subject_has_a_length check (length(subject) between 1 and 255 and length(issuer) between 1 and 500)
);

-- Somebody on the way to a provider and back. state_hash is the SHA-256 of `state`, browser_hash that of a cookie: the answer
-- counts in the same browser only, once, and from this provider. sealed holds nonce, PKCE verifier and where to go on.
create table oidc_flows (
    state_hash bytea primary key,
    browser_hash bytea not null,
    provider text not null,
    user_id uuid,
    sealed bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint oidc_flows_hash_is_sha256 check (octet_length(state_hash) = 32 and octet_length(browser_hash) = 32),
    constraint oidc_flows_user_exists foreign key (user_id) references users (id) on delete cascade
);
create index oidc_flows_by_user on oidc_flows (user_id);
create index oidc_flows_by_expiry on oidc_flows (expires_at);

-- A verified number opens its account, so it belongs to one person; unverified ones may stand with several.
alter table users
    add column phone_verified_at timestamptz,
    add constraint users_verified_phone_is_there check (phone_verified_at is null or phone is not null);
create unique index users_verified_phone_is_unique on users (phone) where phone_verified_at is not null;

-- A number is asked to prove itself by a six-digit code (code_hash is keyed).
create table phone_verifications (
    id bigint generated always as identity primary key,
    user_id uuid not null,
    purpose text not null,
    phone text not null,
    code_hash bytea not null,
    tries smallint not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    replaced_at timestamptz,
    constraint phone_verifications_hash_is_sha256 check (octet_length(code_hash) = 32),
    constraint phone_verifications_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint phone_verifications_purpose_is_known check (purpose in ('verify', 'sign_in')),
    constraint phone_verifications_phone_is_e164 check (phone ~ '^\+[1-9][0-9]{7,14}$'),
    constraint phone_verifications_tries_are_few check (tries between 0 and 5)
);
create unique index phone_verifications_one_is_open on phone_verifications (user_id, purpose) where used_at is null and replaced_at is null;
create index phone_verifications_by_user on phone_verifications (user_id, created_at desc);
create index phone_verifications_by_phone on phone_verifications (phone, purpose);
create index phone_verifications_by_expiry on phone_verifications (expires_at);

-- Short messages on their way out, as mails are in `mails`. They hold codes, so the text is sealed, and erased once sent.
create table sms_messages (
    id bigint generated always as identity primary key,
    to_phone text not null,
    body_sealed bytea,
    price_kurus bigint not null,
    created_at timestamptz not null,
    attempts integer not null default 0,
    sent_at timestamptz,
    last_error text,
    constraint sms_messages_phone_is_e164 check (to_phone ~ '^\+[1-9][0-9]{7,14}$'),
    constraint sms_messages_price_is_no_debt check (price_kurus >= 0)
);
create index sms_messages_by_time on sms_messages (created_at desc);

-- What short messages have cost on a day (Europe/Istanbul); one row per day, so that spending queues on it.
create table sms_days (
    spent_on date primary key,
    spent_kurus bigint not null,
    constraint sms_days_spending_is_no_debt check (spent_kurus >= 0)
);
