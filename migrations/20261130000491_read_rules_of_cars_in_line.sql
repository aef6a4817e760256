-- The same rules as before, as one expression each: the planner reads it into the query that asks, where a function of its own
-- was called for each workshop. Counts for a car ask them of all workshops of a province.
create or replace function mechanic_takes(workshop uuid, brand uuid, model uuid, year_built smallint, fuel_of text) returns boolean
    language sql stable parallel safe as $$
    select (
        select not coalesce(bool_or(fits and not includes), false)
               and (coalesce(bool_or(fits and includes), false) or not coalesce(bool_or(includes), false))
        from (
            select r.includes,
                   (r.brand_id is null or r.brand_id = brand) and (r.model_id is null or r.model_id = model)
                   and (r.year_from is null or r.year_from <= year_built)
                   and (r.year_to is null or r.year_to >= year_built)
                   and (r.fuel is null or r.fuel = fuel_of) as fits
            from mechanic_supported_vehicles r
            where r.mechanic_id = workshop
        ) rules
    )
$$;

create or replace function price_for_car(
    workshop uuid, service uuid, every_car bigint, brand uuid, model uuid, year_built smallint, fuel_of text, body_of text
) returns bigint language sql stable parallel safe as $$
    select coalesce((
        select c.price_kurus
        from mechanic_service_prices c
        where c.mechanic_id = workshop and c.service_id = service
          and (c.brand_id is null or c.brand_id = brand) and (c.model_id is null or c.model_id = model)
          and (c.year_from is null or c.year_from <= year_built) and (c.year_to is null or c.year_to >= year_built)
          and (c.fuel is null or c.fuel = fuel_of) and (c.body is null or c.body = any (string_to_array(body_of, ';')))
        order by c.model_id is null, c.brand_id is null,
                 num_nonnulls(coalesce(c.year_from, c.year_to), c.fuel, c.body) desc,
                 coalesce(c.year_to, 32767)::integer - coalesce(c.year_from, 0), c.price_kurus, c.id
        limit 1
    ), every_car)
$$;
