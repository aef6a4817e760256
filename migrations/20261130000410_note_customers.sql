-- What a workshop notes about one of its customers, for the eyes of those who run it. Two notes become one when the accounts
-- of a customer do, so a row may be longer than what a form takes.
create table mechanic_customer_notes (
    mechanic_id uuid not null,
    customer_id uuid not null,
    text text not null,
    updated_at timestamptz not null,
    constraint mechanic_customer_notes_once primary key (mechanic_id, customer_id),
    constraint mechanic_customer_notes_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_customer_notes_customer_exists foreign key (customer_id) references customers (id) on delete cascade,
    constraint mechanic_customer_notes_text_has_a_length check (length(text) between 1 and 4000)
);
create index mechanic_customer_notes_by_customer on mechanic_customer_notes (customer_id);

-- Whoever had a visit that was agreed is a customer of the workshop; what they did there is added up from this index alone.
create index appointments_by_customer_of_mechanic on appointments (mechanic_id, customer_id, start_at)
    include (status, total_kurus, final_kurus) where confirmed_at is not null;
