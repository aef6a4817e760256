create table users (
    id uuid primary key,
    email text not null,
    full_name text not null,
    phone text,
    kind text not null,
    lang text not null default 'tr',
    theme text not null default 'system',
    is_demo boolean not null default false,
    terms_accepted_at timestamptz not null,
    terms_version text not null,
    created_at timestamptz not null,
    disabled_at timestamptz,
    disabled_reason text,
    search_fold text not null generated always as (fold_tr(full_name || ' ' || email)) stored,
    constraint users_email_is_unique unique (email),
    constraint users_email_is_folded check (email = lower(email collate "C") and length(email) <= 254),
    constraint users_full_name_has_a_length check (length(full_name) between 2 and 120),
    constraint users_phone_is_e164 check (phone ~ '^\+[1-9][0-9]{7,14}$'),
    constraint users_kind_is_known check (kind in ('customer', 'mechanic', 'admin')),
    constraint users_lang_is_known check (lang in ('tr', 'en')),
    constraint users_theme_is_known check (theme in ('system', 'light', 'dark')),
    constraint users_disabled_with_a_reason check ((disabled_at is null) = (disabled_reason is null))
);
create index users_by_fold on users using gin (search_fold gin_trgm_ops);
create index users_by_time on users (created_at desc, id desc);

-- One person may hold several roles.
create table user_roles (
    user_id uuid not null,
    role text not null,
    granted_at timestamptz not null,
    granted_by uuid,
    constraint user_roles_once primary key (user_id, role),
    constraint user_roles_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint user_roles_role_is_known check (role in
        ('customer', 'mechanic_owner', 'mechanic_staff', 'moderator', 'finance', 'support', 'admin'))
);
create index user_roles_by_role on user_roles (role);

-- Ways to prove who one is; for now the password (argon2id in PHC form).
create table user_auth (
    user_id uuid primary key,
    password_hash text not null,
    password_changed_at timestamptz not null,
    constraint user_auth_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint user_auth_hash_is_argon2id check (password_hash like '$argon2id$%')
);

-- One row per signed-in device. The cookie holds a random token, this its SHA-256.
create table user_sessions (
    id uuid primary key,
    token_hash bytea not null,
    user_id uuid not null,
    auth_time timestamptz not null,
    aal smallint not null default 1,
    user_agent text not null default '',
    ip text not null default '',
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    idle_expires_at timestamptz not null,
    expires_at timestamptz not null,
    constraint user_sessions_token_is_unique unique (token_hash),
    constraint user_sessions_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint user_sessions_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint user_sessions_aal_is_known check (aal between 1 and 3)
);
create index user_sessions_by_user on user_sessions (user_id, last_seen_at desc);
create index user_sessions_by_expiry on user_sessions (expires_at);

create table customers (
    id uuid primary key,
    user_id uuid not null,
    created_at timestamptz not null,
    constraint customers_one_per_user unique (user_id),
    constraint customers_user_exists foreign key (user_id) references users (id) on delete cascade
);
