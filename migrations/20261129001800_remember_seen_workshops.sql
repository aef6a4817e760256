-- Workshops whose page a customer opened lately: the last twenty of each, for 90 days. Visitors leave no trace here.
create table seen_mechanics (
    customer_id uuid not null,
    mechanic_id uuid not null,
    seen_at timestamptz not null,
    constraint seen_mechanics_once primary key (customer_id, mechanic_id),
    constraint seen_mechanics_customer_exists foreign key (customer_id) references customers (id) on delete cascade,
    constraint seen_mechanics_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade
);
create index seen_mechanics_newest on seen_mechanics (customer_id, seen_at desc, mechanic_id desc);
create index seen_mechanics_by_mechanic on seen_mechanics (mechanic_id);
create index seen_mechanics_by_time on seen_mechanics (seen_at);
