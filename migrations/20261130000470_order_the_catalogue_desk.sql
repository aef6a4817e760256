-- The desk of the catalogue turns pages through any number of rows, in the order that it shows them in.

create index brands_in_order on brands (name collate "tr-x-icu", id);
create index models_in_order on models (brand_id, name collate "tr-x-icu", id);
create index variants_in_order on variants (model_id, (-year_from), name collate "tr-x-icu", transmission, id);
