-- A code that one browser has asked for does not end that of another: whoever knows a number could keep its owner out.
drop index phone_verifications_one_is_open;
create unique index phone_verifications_one_is_open on phone_verifications (user_id, purpose, browser_hash)
    where used_at is null and replaced_at is null;
