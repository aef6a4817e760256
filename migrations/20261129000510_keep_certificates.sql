-- Certificates of a workshop, each with its paper, checked by an admin. The badge stands from the check until the last day of
-- expires_on in Istanbul; who reads compares the days, so nothing has to run at midnight. authorised: "yetkili servis" of a brand.
create table mechanic_certificates (
    id uuid primary key,
    mechanic_id uuid not null,
    document_id uuid not null,
    kind text not null,
    brand_id uuid,
    number text not null,
    issuer text not null,
    issued_on date not null,
    expires_on date,
    state text not null default 'waiting',
    decided_at timestamptz,
    reason text not null default '',
    warned_days smallint,
    created_at timestamptz not null,
    constraint mechanic_certificates_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_certificates_document_exists foreign key (document_id) references mechanic_documents (id) on delete cascade,
    constraint mechanic_certificates_document_once unique (document_id),
    constraint mechanic_certificates_brand_exists foreign key (brand_id) references brands (id),
    constraint mechanic_certificates_kind_is_known check (kind in ('tse_hyb', 'myk', 'high_voltage', 'lpg', 'authorised')),
    constraint mechanic_certificates_authorised_names_a_brand check ((kind = 'authorised') = (brand_id is not null)),
    constraint mechanic_certificates_texts_have_limits check (length(number) between 2 and 60 and length(issuer) between 2 and 120),
    constraint mechanic_certificates_days_are_in_order check (expires_on > issued_on),
    constraint mechanic_certificates_state_is_known check (state in ('waiting', 'checked', 'refused')),
    constraint mechanic_certificates_decision_has_a_time check ((state = 'waiting') = (decided_at is null)),
    constraint mechanic_certificates_refusal_has_a_reason check (length(reason) <= 500 and (state = 'refused') = (reason <> '')),
    constraint mechanic_certificates_warned_days_are_known check (warned_days in (60, 30, 7))
);
create index mechanic_certificates_by_mechanic on mechanic_certificates (mechanic_id, created_at, id);
create index mechanic_certificates_by_brand on mechanic_certificates (brand_id);
create index mechanic_certificates_waiting on mechanic_certificates (mechanic_id) where state = 'waiting';
create index mechanic_certificates_expiring on mechanic_certificates (expires_on, id) where state = 'checked';
