-- What people call the work when they don't know its name: symptoms and everyday words in both languages, with semicolons
-- between. Search reads them; nobody is shown them.
alter table services
    add column aliases text not null default '',
    add constraint services_aliases_have_a_length check (length(aliases) <= 1000);
