-- What a car costs beside its service book, as its owner notes it.
create table vehicle_costs (
    id uuid primary key,
    vehicle_id uuid not null,
    kind text not null,
    spent_on date not null,
    amount_kurus bigint not null,
    note text not null default '',
    created_at timestamptz not null,
    constraint vehicle_costs_vehicle_exists foreign key (vehicle_id) references customer_vehicles (id) on delete cascade,
    constraint vehicle_costs_kind_is_known check (kind in ('fuel', 'insurance', 'tax', 'parking', 'fine', 'other')),
    constraint vehicle_costs_amount_is_plausible check (amount_kurus between 1 and 1000000000),
    constraint vehicle_costs_note_has_a_limit check (length(note) <= 120)
);
create index vehicle_costs_by_day on vehicle_costs (vehicle_id, spent_on desc, id desc);

-- Everything that a car has cost its owner of today: the newest version of what stands in the book, and what was noted.
create view vehicle_spending (vehicle_id, spent_on, source, kurus) as
select r.vehicle_id, r.done_on, r.origin, r.total_kurus
from vehicle_maintenance_records r join customer_vehicles v on v.id = r.vehicle_id
where not r.is_withdrawn and r.total_kurus > 0 and r.created_at >= coalesce(v.handed_over_at, r.created_at)
  and not exists (select from vehicle_maintenance_records n where n.record_id = r.record_id and n.version > r.version)
union all
select vehicle_id, spent_on, 'noted', amount_kurus from vehicle_costs;
