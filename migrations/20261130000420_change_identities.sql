-- A verified workshop may send another legal identity and newer papers. What was checked stays in force until the desk has decided:
-- what is new waits here, and its state and its thread are those of the workshop's application.
create table mechanic_identity_changes (
    mechanic_id uuid not null,
    kind text not null,
    title text not null,
    tax_number text not null,
    tax_office text not null,
    mersis text,
    updated_at timestamptz not null,
    constraint mechanic_identity_changes_one_per_mechanic primary key (mechanic_id),
    constraint mechanic_identity_changes_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_identity_changes_kind_is_known check (kind in ('person', 'company')),
    constraint mechanic_identity_changes_number_fits_kind
        check (tax_number ~ case kind when 'person' then '^[1-9][0-9]{10}$' else '^[0-9]{10}$' end),
    constraint mechanic_identity_changes_mersis_has_16_digits check (mersis ~ '^[0-9]{16}$'),
    constraint mechanic_identity_changes_texts_have_limits
        check (length(title) between 2 and 200 and length(tax_office) between 2 and 80)
);

-- Papers of a change; approved, they take the place of the older ones of their kind.
alter table mechanic_documents
    add column is_change boolean not null default false,
    add constraint mechanic_documents_certificates_have_a_desk_of_their_own check (not (is_change and kind = 'certificate'));

alter table mechanic_application_notes
    drop constraint mechanic_application_notes_act_is_known,
    drop constraint mechanic_application_notes_questions_have_a_text,
    add constraint mechanic_application_notes_act_is_known
        check (act in ('sent', 'asked', 'answered', 'approved', 'refused', 'withdrawn')),
    add constraint mechanic_application_notes_questions_have_a_text
        check (act in ('sent', 'approved', 'withdrawn') or length(text) > 0);

-- Verified workshops whose name or address changed since the desk last looked: what it saw then.
create table mechanic_unseen_changes (
    mechanic_id uuid not null,
    name text not null,
    address text not null,
    changed_at timestamptz not null,
    constraint mechanic_unseen_changes_one_per_mechanic primary key (mechanic_id),
    constraint mechanic_unseen_changes_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_unseen_changes_texts_have_limits check (length(name) <= 120 and length(address) <= 600)
);
