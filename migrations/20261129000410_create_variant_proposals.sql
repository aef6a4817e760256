-- A car that its owner did not find in the catalogue, as it stands in the papers; the desk adds it or says why not.
create table variant_proposals (
    id uuid primary key,
    customer_id uuid not null,
    brand text not null,
    model text not null,
    variant text not null,
    year smallint not null,
    fuel text not null default '',
    transmission text not null default '',
    note text not null default '',
    state text not null default 'waiting',
    reason text not null default '',
    -- What it became.
    variant_id uuid,
    created_at timestamptz not null,
    decided_at timestamptz,
    constraint variant_proposals_customer_exists foreign key (customer_id) references customers (id) on delete cascade,
    constraint variant_proposals_variant_exists foreign key (variant_id) references variants (id),
    constraint variant_proposals_names_have_a_length check (
        length(brand) between 1 and 60 and length(model) between 1 and 60 and length(variant) between 1 and 80),
    constraint variant_proposals_year_is_plausible check (year between 1950 and 2100),
    constraint variant_proposals_fuel_is_known check (fuel in ('petrol', 'diesel', 'lpg', 'hybrid', 'plug_in_hybrid', 'electric', '')),
    constraint variant_proposals_transmission_is_known check (transmission in ('manual', 'automatic', 'dct', 'cvt', 'amt', '')),
    constraint variant_proposals_texts_have_a_limit check (length(note) <= 500 and length(reason) <= 500),
    constraint variant_proposals_state_is_known check (state in ('waiting', 'accepted', 'refused')),
    constraint variant_proposals_decided_ones_say_when check ((state = 'waiting') = (decided_at is null)),
    constraint variant_proposals_accepted_ones_name_a_variant check ((state = 'accepted') = (variant_id is not null)),
    constraint variant_proposals_refused_ones_say_why check ((state = 'refused') = (reason <> ''))
);
create index variant_proposals_by_customer on variant_proposals (customer_id, created_at);
create index variant_proposals_by_variant on variant_proposals (variant_id);
-- The two queues of the desk.
create index variant_proposals_waiting on variant_proposals (id) where state = 'waiting';
create index variant_proposals_decided on variant_proposals (decided_at, id) where state <> 'waiting';
