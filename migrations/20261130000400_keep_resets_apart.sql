-- Anybody may ask for the mail of a forgotten password, so each browser has a challenge of its own: whoever asks in another one
-- ends none that is under way. Of everything else, which only its owner asks for, the newest counts, whatever the browser.
drop index email_verifications_one_is_open;
create unique index email_verifications_one_is_open on email_verifications (user_id, purpose)
    where purpose <> 'reset' and used_at is null and replaced_at is null;
create unique index email_verifications_one_reset_is_open on email_verifications (user_id, browser_hash)
    where purpose = 'reset' and used_at is null and replaced_at is null;
