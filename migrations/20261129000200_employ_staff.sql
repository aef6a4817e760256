-- People who work for a workshop that another owns. One person works for one workshop at a time, which the primary key holds;
-- what each post may do stands in kernel/actor.rs.
create table mechanic_staff (
    user_id uuid primary key,
    mechanic_id uuid not null,
    post text not null,
    joined_at timestamptz not null,
    constraint mechanic_staff_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint mechanic_staff_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_staff_post_is_known check (post in ('manager', 'mechanic'))
);
create index mechanic_staff_by_mechanic on mechanic_staff (mechanic_id, joined_at, user_id);

-- Somebody was asked by mail to join. The mail holds a random token, this its SHA-256; asking again makes a new one, so that
-- only the newest mail counts. Accepted and withdrawn ones are deleted.
create table mechanic_staff_invitations (
    id uuid primary key,
    mechanic_id uuid not null,
    email text not null,
    post text not null,
    token_hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint mechanic_staff_invitations_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_staff_invitations_once_per_address unique (mechanic_id, email),
    constraint mechanic_staff_invitations_token_is_unique unique (token_hash),
    constraint mechanic_staff_invitations_hash_is_sha256 check (octet_length(token_hash) = 32),
    constraint mechanic_staff_invitations_email_is_folded check (email = lower(email collate "C") and length(email) <= 254),
    constraint mechanic_staff_invitations_post_is_known check (post in ('manager', 'mechanic'))
);
create index mechanic_staff_invitations_by_email on mechanic_staff_invitations (email);
create index mechanic_staff_invitations_by_expiry on mechanic_staff_invitations (expires_at);
