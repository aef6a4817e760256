-- The end of a car's chain, sealed under a key that is not in the database: a chain that was cut, or written anew as a whole, holds
-- by itself. The program seals the books that are there at its first start with this; book_sealed_at says since when.
alter table customer_vehicles
    add column book_rows integer not null default 0,
    add column book_seal bytea,
    add column book_sealed_at timestamptz,
    add constraint customer_vehicles_book_seal_is_whole check (
        (book_seal is null) = (book_sealed_at is null) and (book_seal is null) = (book_rows = 0) and book_rows >= 0),
    add constraint customer_vehicles_book_seal_is_a_hash check (octet_length(book_seal) = 32);
