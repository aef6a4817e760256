-- What a workshop shows before it is verified. Legal identity: a sole trader has an identity number (11 digits), a company
-- a tax number (10 digits), both a tax office; the program looks at the check digits. mersis: the number in the trade registry.
create table mechanic_identities (
    mechanic_id uuid not null,
    kind text not null,
    title text not null,
    tax_number text not null,
    tax_office text not null,
    mersis text,
    updated_at timestamptz not null,
    constraint mechanic_identities_one_per_mechanic primary key (mechanic_id),
    constraint mechanic_identities_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_identities_kind_is_known check (kind in ('person', 'company')),
    constraint mechanic_identities_number_fits_kind
        check (tax_number ~ case kind when 'person' then '^[1-9][0-9]{10}$' else '^[0-9]{10}$' end),
    constraint mechanic_identities_mersis_has_16_digits check (mersis ~ '^[0-9]{16}$'),
    constraint mechanic_identities_texts_have_limits check (length(title) between 2 and 200 and length(tax_office) between 2 and 80)
);

-- Papers that prove it. bytes: a picture as this program has drawn it anew, or a PDF as it came. They lie here and not among
-- the photos, so that nothing reaches them but a query that asks whose they are, and they go in one transaction with the rest.
create table mechanic_documents (
    id uuid primary key,
    mechanic_id uuid not null,
    kind text not null,
    medium text not null,
    bytes bytea not null,
    created_at timestamptz not null,
    constraint mechanic_documents_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_documents_kind_is_known
        check (kind in ('tax_plate', 'licence', 'mastery', 'registry', 'premises', 'certificate', 'other')),
    constraint mechanic_documents_medium_is_known check (medium in ('pdf', 'jpeg')),
    constraint mechanic_documents_size_has_a_limit check (octet_length(bytes) between 1 and 8388608)
);
-- Pictures and PDFs are compressed already.
alter table mechanic_documents alter column bytes set storage external;
create index mechanic_documents_by_mechanic on mechanic_documents (mechanic_id, created_at, id);

-- From the day it was sent first: sent → asked → sent …, and approved or refused; what was refused may be sent again.
create table mechanic_applications (
    mechanic_id uuid not null,
    state text not null,
    sent_at timestamptz not null,
    decided_at timestamptz,
    constraint mechanic_applications_one_per_mechanic primary key (mechanic_id),
    constraint mechanic_applications_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_applications_state_is_known check (state in ('sent', 'asked', 'approved', 'refused')),
    constraint mechanic_applications_decision_has_a_time check ((state in ('approved', 'refused')) = (decided_at is not null))
);
create index mechanic_applications_by_state on mechanic_applications (state, sent_at, mechanic_id);

-- What both sides said meanwhile. Which admin it was stands in the audit log.
create table mechanic_application_notes (
    id uuid primary key,
    mechanic_id uuid not null,
    act text not null,
    text text not null,
    created_at timestamptz not null,
    constraint mechanic_application_notes_application_exists
        foreign key (mechanic_id) references mechanic_applications (mechanic_id) on delete cascade,
    constraint mechanic_application_notes_act_is_known check (act in ('sent', 'asked', 'answered', 'approved', 'refused')),
    constraint mechanic_application_notes_text_has_a_limit check (length(text) <= 2000),
    constraint mechanic_application_notes_questions_have_a_text check (act in ('sent', 'approved') or length(text) > 0)
);
create index mechanic_application_notes_by_time on mechanic_application_notes (mechanic_id, created_at, id);
