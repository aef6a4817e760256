-- Where a workshop is in an industrial estate, and how far its people drive to a car.
alter table mechanics
    add column estate text not null default '',
    add column estate_unit text not null default '',
    add column visits_within_km smallint;
alter table mechanics
    add constraint mechanics_estate_has_a_limit check (length(estate) <= 120),
    add constraint mechanics_estate_unit_has_a_limit check (length(estate_unit) <= 40 and (estate_unit = '' or estate <> '')),
    add constraint mechanics_visits_are_within_reach check (visits_within_km between 1 and 200);
-- Few workshops drive out, and few hold a rare certificate: searches for them start there.
create index mechanics_that_visit on mechanics (id) where visits_within_km is not null;
create index mechanic_certificates_by_kind on mechanic_certificates (kind, mechanic_id) where state = 'checked';
