-- A past price for some cars says for which, and stays when that price is taken out: before, it went with the row it named.
-- price_id still tells a price for some cars (not null) from the price for every car (null), and which rows belong together.
alter table mechanic_past_prices
    drop constraint mechanic_past_prices_price_exists,
    add column brand_id uuid,
    add column model_id uuid,
    add column year_from smallint,
    add column year_to smallint,
    add column fuel text,
    add column body text,
    add constraint mechanic_past_prices_brand_exists foreign key (brand_id) references brands (id),
    add constraint mechanic_past_prices_model_exists foreign key (model_id) references models (id),
    add constraint mechanic_past_prices_cars_have_a_price
        check (price_id is not null or num_nonnulls(brand_id, model_id, year_from, year_to, fuel, body) = 0),
    add constraint mechanic_past_prices_model_has_its_brand check (model_id is null or brand_id is not null),
    add constraint mechanic_past_prices_fuel_is_known
        check (fuel in ('petrol', 'diesel', 'lpg', 'hybrid', 'plug_in_hybrid', 'electric'));
drop index mechanic_past_prices_by_price;
create index mechanic_past_prices_by_brand on mechanic_past_prices (brand_id);
create index mechanic_past_prices_by_model on mechanic_past_prices (model_id);
update mechanic_past_prices p
set brand_id = c.brand_id, model_id = c.model_id, year_from = c.year_from, year_to = c.year_to, fuel = c.fuel, body = c.body
from mechanic_service_prices c where c.id = p.price_id;
