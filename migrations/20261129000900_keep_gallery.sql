-- Photos of a workshop in the order its owner gave them; the first is the cover. The files lie where people's photos lie, in two
-- sizes, named by id and hash. position is bounded, so that two uploads at once cannot pass the limit; its uniqueness is looked
-- at when a statement ends, so that one statement may put all of them into another order.
create table mechanic_photos (
    id uuid primary key,
    mechanic_id uuid not null,
    position smallint not null,
    caption text not null default '',
    width integer not null,
    height integer not null,
    hash bytea not null,
    created_at timestamptz not null,
    constraint mechanic_photos_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_photos_position_is_taken_once unique (mechanic_id, position) deferrable initially immediate,
    constraint mechanic_photos_are_twenty_at_most check (position between 1 and 20),
    constraint mechanic_photos_picture_is_shown_once unique (mechanic_id, hash),
    constraint mechanic_photos_caption_has_a_limit check (length(caption) <= 120),
    constraint mechanic_photos_sides_are_made_here check (width between 1 and 1600 and height between 1 and 1600),
    constraint mechanic_photos_hash_is_sha256 check (octet_length(hash) = 32)
);
