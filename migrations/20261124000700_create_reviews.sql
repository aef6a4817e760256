-- One review per completed appointment. status pending: a signal fired and a moderator looks first.
create table ratings_reviews (
    id uuid primary key,
    appointment_id uuid not null,
    mechanic_id uuid not null,
    customer_id uuid not null,
    author_name text not null,
    vehicle_label text not null,
    services_tr text not null,
    services_en text not null,
    quality smallint not null,
    price smallint not null,
    punctuality smallint not null,
    communication smallint not null,
    cleanliness smallint not null,
    overall real not null generated always as ((quality + price + punctuality + communication + cleanliness) / 5.0) stored,
    text text not null default '',
    status text not null,
    signals text[] not null default '{}',
    rule text,
    decided_by uuid,
    decided_at timestamptz,
    reply text,
    replied_at timestamptz,
    visited_at timestamptz not null,
    created_at timestamptz not null,
    constraint ratings_reviews_one_per_appointment unique (appointment_id),
    constraint ratings_reviews_appointment_exists foreign key (appointment_id) references appointments (id),
    constraint ratings_reviews_mechanic_exists foreign key (mechanic_id) references mechanics (id),
    constraint ratings_reviews_customer_exists foreign key (customer_id) references customers (id),
    constraint ratings_reviews_stars_are_1_to_5 check (
        quality between 1 and 5 and price between 1 and 5 and punctuality between 1 and 5
        and communication between 1 and 5 and cleanliness between 1 and 5),
    constraint ratings_reviews_text_has_a_limit check (length(text) <= 2000),
    constraint ratings_reviews_reply_has_a_limit check (length(reply) <= 1000),
    constraint ratings_reviews_status_is_known check (status in ('pending', 'published', 'hidden')),
    constraint ratings_reviews_hidden_by_a_rule check (status <> 'hidden' or rule is not null),
    constraint ratings_reviews_reply_has_a_time check ((reply is null) = (replied_at is null))
);
create index ratings_reviews_published on ratings_reviews (mechanic_id, created_at desc, id desc) where status = 'published';
create index ratings_reviews_pending on ratings_reviews (created_at, id) where status = 'pending';
create index ratings_reviews_by_time on ratings_reviews (status, created_at desc, id desc);
create index ratings_reviews_by_customer on ratings_reviews (customer_id, created_at desc);
