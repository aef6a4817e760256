-- Workshops that a customer wants to find again.
create table favourite_mechanics (
    customer_id uuid not null,
    mechanic_id uuid not null,
    created_at timestamptz not null,
    constraint favourite_mechanics_once primary key (customer_id, mechanic_id),
    constraint favourite_mechanics_customer_exists foreign key (customer_id) references customers (id) on delete cascade,
    constraint favourite_mechanics_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade
);
create index favourite_mechanics_newest on favourite_mechanics (customer_id, created_at desc, mechanic_id desc);
create index favourite_mechanics_by_mechanic on favourite_mechanics (mechanic_id);

-- To whom invoices are made out. A person has an identity number (11 digits), a company a tax number (10 digits) and an
-- office; the program looks at the check digits.
create table customer_invoice_profiles (
    id uuid primary key,
    customer_id uuid not null,
    kind text not null,
    title text not null,
    tax_number text not null,
    tax_office text not null default '',
    address text not null,
    is_default boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint customer_invoice_profiles_customer_exists foreign key (customer_id) references customers (id) on delete cascade,
    constraint customer_invoice_profiles_kind_is_known check (kind in ('person', 'company')),
    constraint customer_invoice_profiles_number_fits_kind
        check (tax_number ~ case kind when 'person' then '^[1-9][0-9]{10}$' else '^[0-9]{10}$' end),
    constraint customer_invoice_profiles_company_has_an_office check (kind = 'person' or tax_office <> ''),
    constraint customer_invoice_profiles_texts_have_limits
        check (length(title) between 2 and 200 and length(tax_office) <= 80 and length(address) between 5 and 400),
    constraint customer_invoice_profiles_number_once unique (customer_id, tax_number)
);
create unique index customer_invoice_profiles_one_default on customer_invoice_profiles (customer_id) where is_default;
