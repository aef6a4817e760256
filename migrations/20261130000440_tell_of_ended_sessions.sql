-- Open streams (`platform::hints`) end with their session, in whatever way it ends and whichever process holds them: the row itself
-- tells so at commit. Who acts for whom counts as well, because a stream was opened for the one before.
create function tell_of_session() returns trigger language plpgsql as $$
begin
    perform pg_notify('hints', 'session:' || new.id);
    return null;
end $$;

create trigger user_sessions_tell after update of ended_at, acts_as_user_id, renews on user_sessions for each row
    when (new.ended_at is distinct from old.ended_at or new.acts_as_user_id is distinct from old.acts_as_user_id
        or new.renews and not old.renews)
    execute function tell_of_session();

-- Who leaves a workshop, or gets another post there, hears nothing more of it from that moment on.
create function tell_of_post() returns trigger language plpgsql as $$
begin
    perform pg_notify('hints', 'session:' || id) from user_sessions
    where ended_at is null and (user_id = old.user_id or acts_as_user_id = old.user_id);
    return null;
end $$;

create trigger mechanic_staff_tell after update or delete on mechanic_staff for each row execute function tell_of_post();
