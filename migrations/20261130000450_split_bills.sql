-- What of a bill was for parts and what for labour, where its workshop says so, and what was fitted with which warranty: as the
-- workshop says when the work is done, else as it was promised. Null for visits of before.
alter table appointments
    add column final_parts_kurus bigint,
    add column final_labour_kurus bigint;
alter table appointments
    add constraint appointments_parts_and_labour_are_the_bill check (
        (final_parts_kurus is null) = (final_labour_kurus is null)
        and (final_parts_kurus is null or (final_kurus is not null and final_parts_kurus + final_labour_kurus = final_kurus))),
    add constraint appointments_parts_and_labour_are_not_negative check (final_parts_kurus >= 0 and final_labour_kurus >= 0);

alter table appointment_services
    add column given_parts_class text,
    add column given_warranty_months smallint,
    add column given_warranty_km integer,
    add constraint appointment_services_given_class_is_known check (given_parts_class in ('original', 'equivalent', 'used')),
    add constraint appointment_services_given_months_are_plausible check (given_warranty_months between 1 and 120),
    add constraint appointment_services_given_km_is_plausible check (given_warranty_km between 500 and 500000);

-- Where a line of the book says what was for parts and what for labour, that is all it cost.
alter table vehicle_maintenance_records
    add constraint vehicle_maintenance_records_parts_and_labour_are_the_total check (parts_kurus + labour_kurus in (0, total_kurus));
