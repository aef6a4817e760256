-- "This wasn't me" gives an account back to the mailbox its notice went to: the link remembers which one that was.
alter table not_me_links
    add column email text not null default '',
    add constraint not_me_links_email_has_a_length check (length(email) <= 254);
-- Who left an address keeps it from others for as long as the link there may give it back.
create index not_me_links_by_email on not_me_links (email) where used_at is null;

-- From now on a new password takes this mark away; until then nothing opens the account.
update user_auth set reset_required_at = null where password_changed_at > reset_required_at;

-- Browsers that were known before this moment are strangers again.
alter table user_auth add column browsers_forgotten_at timestamptz;
