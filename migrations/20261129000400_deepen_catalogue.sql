-- The catalogue gets a desk. aliases: other names under which a brand or variant is found, with commas between. edited_at:
-- somebody at the desk changed the row, and the import of the shipped files leaves it alone from then on.
alter table brands
    add column aliases text not null default '',
    add column edited_at timestamptz,
    add constraint brands_aliases_have_a_limit check (length(aliases) <= 1000);
alter table models
    add column edited_at timestamptz,
    add constraint models_aliases_have_a_limit check (length(aliases) <= 1000);
alter table variants
    add column aliases text not null default '',
    add column edited_at timestamptz,
    -- Everything a variant is found by, brand and model first; each word stands behind a blank. Triggers keep it.
    add column search_fold text not null default '',
    add constraint variants_aliases_have_a_limit check (length(aliases) <= 1000);

create function variants_write_words() returns trigger language plpgsql as $$
begin
    select ' ' || fold_tr(
        b.name || ' ' || m.name || ' ' || b.aliases || ' ' || m.aliases || ' ' || new.name || ' ' || new.aliases || ' '
        || new.generation || ' ' || new.body || ' '
        || case new.fuel
               when 'petrol' then 'benzin petrol' when 'diesel' then 'dizel diesel' when 'hybrid' then 'hibrit hybrid'
               when 'plug_in_hybrid' then 'hibrit plug in hybrid' when 'electric' then 'elektrik electric' else new.fuel end || ' '
        || case new.transmission
               when 'manual' then 'manuel manual düz' when 'automatic' then 'otomatik automatic' when 'dct' then 'otomatik dct dsg'
               when 'cvt' then 'otomatik cvt' when 'amt' then 'otomatik amt' else new.transmission end)
    into new.search_fold
    from models m join brands b on b.id = m.brand_id where m.id = new.model_id;
    return new;
end $$;
create trigger variants_have_words
    before insert or update of model_id, name, aliases, generation, body, fuel, transmission on variants
    for each row execute function variants_write_words();

-- A new name of a brand or model is written into the words of its variants: touching their reference fires the trigger.
create function models_pass_words_on() returns trigger language plpgsql as $$
begin
    update variants set model_id = new.id where model_id = new.id;
    return null;
end $$;
create trigger models_have_words
    after update of name, aliases, brand_id on models
    for each row execute function models_pass_words_on();
create function brands_pass_words_on() returns trigger language plpgsql as $$
begin
    update models set brand_id = new.id where brand_id = new.id;
    return null;
end $$;
create trigger brands_have_words
    after update of name, aliases on brands
    for each row execute function brands_pass_words_on();

update variants set model_id = model_id;
create index variants_by_fold on variants using gin (search_fold gin_trgm_ops);
