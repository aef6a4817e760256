-- The taxonomy of work: categories form a tree, services are its leaves. Administered by service_requests.
create table services_categories (
    id uuid primary key,
    parent_id uuid,
    slug text not null,
    name_tr text not null,
    name_en text not null,
    icon text not null default 'wrench',
    position integer not null default 0,
    is_active boolean not null default true,
    updated_at timestamptz not null,
    constraint services_categories_slug_is_unique unique (slug),
    constraint services_categories_slug_is_ascii check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint services_categories_parent_exists foreign key (parent_id) references services_categories (id),
    constraint services_categories_parent_is_another check (parent_id <> id)
);
create table services (
    id uuid primary key,
    category_id uuid not null,
    slug text not null,
    name_tr text not null,
    name_en text not null,
    typical_minutes integer not null,
    position integer not null default 0,
    is_active boolean not null default true,
    updated_at timestamptz not null,
    search_fold text not null generated always as (fold_tr(name_tr || ' ' || name_en)) stored,
    constraint services_slug_is_unique unique (slug),
    constraint services_slug_is_ascii check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint services_category_exists foreign key (category_id) references services_categories (id),
    constraint services_minutes_are_plausible check (typical_minutes between 5 and 14400)
);
create index services_by_category on services (category_id, position);
