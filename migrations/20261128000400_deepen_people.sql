-- A person may have a photo and may let support act for them for a while.
-- photo_key is the random name under which the photo is stored and served; a new photo has a new name.
alter table users
    add column photo_key text,
    add column support_until timestamptz,
    add constraint users_photo_key_is_a_random_name check (photo_key ~ '^[0-9a-f]{32}$');
-- The desk looks people up by any part of their number, and by a whole plate.
create index users_by_phone_part on users using gin (phone gin_trgm_ops);
create index customer_vehicles_by_plate on customer_vehicles (plate);
create index users_suspended on users (created_at desc, id desc) where disabled_at is not null;

-- What the desk writes down about a person; only the desk reads it.
create table user_notes (
    id uuid primary key,
    user_id uuid not null,
    author_user_id uuid,
    text text not null,
    created_at timestamptz not null,
    constraint user_notes_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint user_notes_author_exists foreign key (author_user_id) references users (id) on delete set null,
    constraint user_notes_text_has_a_length check (length(text) between 1 and 2000)
);
create index user_notes_by_user on user_notes (user_id, created_at desc);
create index user_notes_by_author on user_notes (author_user_id);

-- A session of support that shows the site as another person sees it, until acts_until. It stays support's own session:
-- whoever ends that one ends this too.
alter table user_sessions
    add column acts_as_user_id uuid,
    add column acts_until timestamptz,
    add constraint user_sessions_acting_has_an_end check ((acts_as_user_id is null) = (acts_until is null)),
    add constraint user_sessions_acts_as_exists foreign key (acts_as_user_id) references users (id) on delete cascade;
create index user_sessions_by_acts_as on user_sessions (acts_as_user_id);

-- Who really acted, where somebody acted for the person named as actor.
alter table audit_log add column impersonator_user_id uuid;
create index audit_log_by_impersonator on audit_log (impersonator_user_id, id desc) where impersonator_user_id is not null;
