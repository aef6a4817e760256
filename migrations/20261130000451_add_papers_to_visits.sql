-- A workshop adds photos and papers to what the house has written about a visit. Each one that comes (or, for a day, goes again)
-- is a further version of its line, as it is for declarations: the line begins without papers, and everything else it says stays.
alter table vehicle_maintenance_records
    drop constraint vehicle_maintenance_records_visits_carry_no_files,
    drop constraint vehicle_maintenance_records_visits_stay,
    drop constraint vehicle_maintenance_records_visit_once,
    add constraint vehicle_maintenance_records_visit_once unique (appointment_id, version),
    add constraint vehicle_maintenance_records_visits_stay check (
        (origin = 'visit') = (appointment_id is not null) and (origin = 'owner' or not is_withdrawn)),
    add constraint vehicle_maintenance_records_visits_begin_without_files check (origin = 'owner' or version > 1 or files = '{}');

create function refuse_other_words() returns trigger language plpgsql as $$
begin
    if not exists (
        select from vehicle_maintenance_records b
        where b.record_id = new.record_id and b.version = new.version - 1 and b.appointment_id = new.appointment_id
          and (b.done_on, b.km, b.workshop, b.items, b.parts_kurus, b.labour_kurus, b.total_kurus, b.note)
              is not distinct from (new.done_on, new.km, new.workshop, new.items, new.parts_kurus, new.labour_kurus,
                                    new.total_kurus, new.note)) then
        raise exception 'a further version of a visit differs in its files alone';
    end if;
    return new;
end
$$;
create trigger vehicle_maintenance_records_visits_say_the_same before insert on vehicle_maintenance_records
    for each row when (new.origin = 'visit' and new.version > 1) execute function refuse_other_words();
