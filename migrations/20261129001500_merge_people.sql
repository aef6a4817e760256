-- Two accounts of one person become one: the emptied one stays behind, closed, and says where it went. The generated pair makes
-- the database refuse a way that leads on: is_whole of the target must be true as long as something points at it.
alter table users
    add column merged_into uuid,
    add column is_whole boolean not null generated always as (merged_into is null) stored,
    add column merged_into_whole boolean generated always as (case when merged_into is not null then true end) stored;
alter table users
    add constraint users_is_whole_once unique (id, is_whole),
    add constraint users_merged_into_a_whole_one foreign key (merged_into, merged_into_whole) references users (id, is_whole),
    add constraint users_merged_into_another check (merged_into <> id),
    add constraint users_merged_ones_are_closed check (merged_into is null or disabled_at is not null);
create index users_by_merge on users (merged_into, merged_into_whole);

-- What makes two accounts look like one person's: a name, and an address with other dots or another tag.
create index users_by_name on users (fold_tr(full_name));
create index users_by_email_stem on users (replace(split_part(split_part(email, '@', 1), '+', 1), '.', ''));

-- A car that both accounts had: one goes on, the other points at it. Rows of a service book are never changed, so the book of
-- the one that goes on is read together with those that point at it.
alter table customer_vehicles add column joined_to uuid;
alter table customer_vehicles
    add constraint customer_vehicles_joined_to_exists foreign key (joined_to) references customer_vehicles (id),
    add constraint customer_vehicles_joined_to_another check (joined_to <> id),
    add constraint customer_vehicles_joined_ones_are_removed check (joined_to is null or removed_at is not null);
create index customer_vehicles_by_join on customer_vehicles (joined_to);
