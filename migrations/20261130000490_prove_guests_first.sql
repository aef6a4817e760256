-- A number may prove itself before its account is born: whoever has none yet says who they are after the code, not before.
-- proved_at without user_id is that moment between.
alter table guest_requests drop constraint guest_requests_belong_to_who_proved;
alter table guest_requests
    add constraint guest_requests_belong_to_who_proved check (user_id is null or proved_at is not null);
