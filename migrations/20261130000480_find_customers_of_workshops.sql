-- A workshop finds its customers by what they were called on their visits and by their plates, however the letters are written:
-- folded once when a visit is written, not for every look. What stands between the letters of a plate is left out.
alter table appointments add column search_fold text not null
    generated always as (fold_tr(customer_name) || '; ' || replace(fold_tr(plate), ' ', '')) stored;
create index appointments_by_fold on appointments using gin (search_fold gin_trgm_ops) where confirmed_at is not null;
