-- Extensions and the one text function every search column relies on.
create extension if not exists btree_gist;
create extension if not exists cube;
create extension if not exists earthdistance;
create extension if not exists pg_trgm;

-- Folds text for search so that "isik" finds "Işık": dotted and dotless i are one letter, marks are dropped, all that is
-- not a Latin letter or a digit is one space. kernel::text::fold does the same for needles; a test keeps the two equal.
create function fold_tr(value text) returns text
    language sql immutable strict parallel safe
    return btrim(regexp_replace(
        lower(translate(value, 'İIıĞğÜüŞşÖöÇçÂâÎîÛûÊêÉé', 'iiigguussooccaaiiuueeee') collate "C"), '[^a-z0-9]+', ' ', 'g'));

-- Provinces (il) and districts (ilçe): reference data, imported from src/platform/reference/data.
create table provinces (
    id smallint primary key,
    name text not null,
    slug text not null,
    region text not null,
    population integer not null,
    lat double precision not null,
    lon double precision not null,
    constraint provinces_id_is_a_plate_code check (id between 1 and 81),
    constraint provinces_slug_is_unique unique (slug)
);
create table districts (
    id integer generated always as identity primary key,
    province_id smallint not null,
    name text not null,
    slug text not null,
    population integer not null,
    lat double precision not null,
    lon double precision not null,
    constraint districts_province_exists foreign key (province_id) references provinces (id),
    constraint districts_slug_is_unique unique (slug)
);
create index districts_by_province on districts (province_id, name);

-- Official and religious holidays; religious dates are rows per year. half_day: closed from 13.00 on.
create table holidays (
    on_date date not null,
    name_tr text not null,
    name_en text not null,
    half_day boolean not null default false,
    source text not null,
    constraint holidays_one_row_a_day primary key (on_date)
);

-- What the process remembers about itself: finished imports, the demo marketplace.
create table app_facts (
    key text primary key,
    value jsonb not null,
    updated_at timestamptz not null
);

-- Typed input and errors of a refused form, kept for the redirect back to it; the cookie holds the token, this its hash.
create table flashes (
    token_hash bytea primary key,
    payload jsonb not null,
    expires_at timestamptz not null,
    constraint flashes_hash_is_sha256 check (octet_length(token_hash) = 32)
);
create index flashes_by_expiry on flashes (expires_at);

-- Rate limits as GCRA cells, shared by all processes. tat: theoretical arrival time of the next request.
create unlogged table rate_cells (
    key text primary key,
    tat timestamptz not null
);
create index rate_cells_by_tat on rate_cells (tat);

-- Every privileged act: who, what, on which object, from where. Append only.
create table audit_log (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor_user_id uuid,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    detail jsonb not null default '{}',
    request_id text not null,
    constraint audit_log_action_is_a_dotted_word check (action ~ '^[a-z_]+\.[a-z_]+$')
);
create index audit_log_by_subject on audit_log (subject_kind, subject_id, id desc);
create index audit_log_by_actor on audit_log (actor_user_id, id desc);

-- Mails to send; written in the caller's transaction, delivered by a job. payload is rendered in the reader's language.
create table mails (
    id uuid primary key,
    kind text not null,
    to_email text not null,
    to_name text not null,
    lang text not null,
    payload jsonb not null,
    dedupe_key text not null,
    created_at timestamptz not null,
    attempts integer not null default 0,
    subject text,
    text_body text,
    html_body text,
    ics text,
    sent_at timestamptz,
    last_error text,
    constraint mails_lang_is_known check (lang in ('tr', 'en')),
    constraint mails_one_per_occasion unique (dedupe_key)
);
create index mails_by_time on mails (created_at desc);
