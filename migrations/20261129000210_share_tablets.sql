-- A shared tablet of a workshop is a session of its owner that by itself shows nothing but the names of those who work there.
-- Who types their PIN acts on it for a while (acts_as_user_id, acts_until; auth_time says since when), as somebody of the staff
-- and nothing more.
alter table user_sessions
    add column tablet_of uuid,
    add column tablet_name text,
    add constraint user_sessions_tablet_of_exists foreign key (tablet_of) references mechanics (id) on delete cascade,
    add constraint user_sessions_tablet_has_a_name check ((tablet_of is null) = (tablet_name is null)),
    add constraint user_sessions_tablet_name_has_a_length check (length(tablet_name) between 1 and 60),
    add constraint user_sessions_tablet_is_no_token check (tablet_of is null or not by_token);
create index user_sessions_by_tablet on user_sessions (tablet_of, last_seen_at desc);

-- The PIN is hashed slowly under a key of the site, because so few digits are quickly tried out.
create table mechanic_pins (
    user_id uuid primary key,
    pin_hash text not null,
    set_at timestamptz not null,
    constraint mechanic_pins_user_exists foreign key (user_id) references users (id) on delete cascade,
    constraint mechanic_pins_hash_is_argon2id check (pin_hash like '$argon2id$%')
);

-- Was the move made at a shared tablet?
alter table appointment_moves add column by_tablet boolean not null default false;
