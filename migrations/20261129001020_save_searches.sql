-- Searches that a customer wants to make again, as the address of the search says them, without a page.
create table saved_searches (
    id uuid primary key,
    customer_id uuid not null,
    query text not null,
    created_at timestamptz not null,
    constraint saved_searches_customer_exists foreign key (customer_id) references customers (id) on delete cascade,
    constraint saved_searches_once unique (customer_id, query),
    constraint saved_searches_query_has_a_limit check (length(query) between 1 and 1000)
);
