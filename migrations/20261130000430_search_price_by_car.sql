-- What a workshop asks for a service on this car: the narrowest of its prices that names the car, of equals the lowest, else the price
-- for every car. The same rule as `mechanics::prices::by_car`, which books by it; a test holds the two equal. `body_of` may hold
-- several codes (`sedan;wagon`).
create function price_for_car(
    workshop uuid, service uuid, every_car bigint, brand uuid, model uuid, year_built smallint, fuel_of text, body_of text
) returns bigint language plpgsql stable parallel safe as $$
declare
    own bigint;
begin
    select c.price_kurus into own
    from mechanic_service_prices c
    where c.mechanic_id = workshop and c.service_id = service
      and (c.brand_id is null or c.brand_id = brand) and (c.model_id is null or c.model_id = model)
      and (c.year_from is null or c.year_from <= year_built) and (c.year_to is null or c.year_to >= year_built)
      and (c.fuel is null or c.fuel = fuel_of) and (c.body is null or c.body = any (string_to_array(body_of, ';')))
    order by c.model_id is null, c.brand_id is null,
             num_nonnulls(coalesce(c.year_from, c.year_to), c.fuel, c.body) desc,
             coalesce(c.year_to, 32767)::integer - coalesce(c.year_from, 0), c.price_kurus, c.id
    limit 1;
    return coalesce(own, every_car);
end $$;

-- The walk along the prices for some cars, beside the one along the prices for every car.
create index mechanic_service_prices_by_price on mechanic_service_prices (service_id, price_kurus, mechanic_id);
