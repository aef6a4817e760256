-- Figures about workshops and prices, computed every night from visits that took place. Nobody types them.

-- What a service usually costs in a province, for all cars (body '') or for those of one body. Only where enough visits
-- of enough workshops stand behind it, so that no single bill can be read out of it.
create table fair_prices (
    service_id uuid not null,
    province_id smallint not null,
    body text not null default '',
    low_kurus bigint not null,
    mid_kurus bigint not null,
    high_kurus bigint not null,
    jobs integer not null,
    workshops integer not null,
    computed_at timestamptz not null,
    constraint fair_prices_once primary key (service_id, province_id, body),
    constraint fair_prices_service_exists foreign key (service_id) references services (id) on delete cascade,
    constraint fair_prices_province_exists foreign key (province_id) references provinces (id),
    constraint fair_prices_stand_on_enough_visits check (jobs >= 5 and workshops >= 3),
    constraint fair_prices_are_in_order check (low_kurus <= mid_kurus and mid_kurus <= high_kurus)
);

-- How a workshop answers and keeps its word.
create table mechanic_figures (
    mechanic_id uuid primary key,
    -- Requests that were answered, or closed because nobody did.
    asked integer not null,
    answered integer not null,
    -- The median; null without an answer.
    answer_minutes integer,
    -- Confirmed visits that took place (or at which the customer did not turn up), and those that the workshop called off.
    kept integer not null,
    called_off integer not null,
    computed_at timestamptz not null,
    constraint mechanic_figures_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_figures_are_counts check (asked >= answered and answered >= 0 and kept >= 0 and called_off >= 0),
    constraint mechanic_figures_answers_take_time check ((answer_minutes is null) = (answered = 0) and answer_minutes >= 0)
);
