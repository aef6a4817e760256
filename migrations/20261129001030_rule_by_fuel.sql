-- Rules about cars may name a fuel, and need not name a brand: "no electric cars".
alter table mechanic_supported_vehicles
    alter column brand_id drop not null,
    add column fuel text,
    drop constraint mechanic_supported_vehicles_once,
    add constraint mechanic_supported_vehicles_once
        unique nulls not distinct (mechanic_id, brand_id, model_id, year_from, year_to, fuel, includes),
    add constraint mechanic_supported_vehicles_name_some_cars check (num_nonnulls(brand_id, year_from, year_to, fuel) > 0),
    add constraint mechanic_supported_vehicles_model_has_its_brand check (model_id is null or brand_id is not null),
    add constraint mechanic_supported_vehicles_fuel_is_known
        check (fuel in ('petrol', 'diesel', 'lpg', 'hybrid', 'plug_in_hybrid', 'electric'));

-- As the function of four, which goes once no running program asks it any more. fuel_of: '' when it is not known.
create function mechanic_takes(workshop uuid, brand uuid, model uuid, year_built smallint, fuel_of text) returns boolean
    language plpgsql stable strict parallel safe as $$
declare
    included boolean;
    excluded boolean;
    any_including boolean;
begin
    select bool_or(fits and includes), bool_or(fits and not includes), bool_or(includes)
    into included, excluded, any_including
    from (
        select r.includes,
               (r.brand_id is null or r.brand_id = brand) and (r.model_id is null or r.model_id = model)
               and (r.year_from is null or r.year_from <= year_built)
               and (r.year_to is null or r.year_to >= year_built)
               and (r.fuel is null or r.fuel = fuel_of) as fits
        from mechanic_supported_vehicles r
        where r.mechanic_id = workshop
    ) rules;
    return not coalesce(excluded, false) and (coalesce(included, false) or not coalesce(any_including, false));
end $$;
