-- A recovery code has too few bits for a plain hash: slow_hash is its argon2id with a salt of its own. code_hash then is the
-- keyed hash of its first letters alone, by which it is found, so that one slow hash decides. Older codes, without slow_hash, stay
-- good until they are used or made anew; their code_hash is that of the whole code.
alter table recovery_codes add column slow_hash text;

-- A code is good in the browser that asked for it only: browser_hash is the SHA-256 of that browser's cookie. Links, which
-- nobody guesses, work anywhere.
alter table email_verifications
    add column browser_hash bytea,
    add constraint email_verifications_browser_is_sha256 check (octet_length(browser_hash) = 32),
    -- Who has neither password nor second factor proves themselves once more by a mailed code.
    drop constraint email_verifications_purpose_is_known,
    add constraint email_verifications_purpose_is_known check (purpose in ('verify', 'reset', 'change', 'step_up'));
alter table phone_verifications
    add column browser_hash bytea,
    add constraint phone_verifications_browser_is_sha256 check (octet_length(browser_hash) = 32);
