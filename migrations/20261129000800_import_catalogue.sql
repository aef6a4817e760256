-- The catalogue comes in as a file: what the file would add and change is kept here beside its wrong lines until an admin
-- applies or drops it. Lines that say what stands already are only counted.
create table catalogue_imports (
    id uuid primary key,
    file_name text not null,
    state text not null default 'checked',
    -- Columns of the file that mean nothing here.
    ignored_columns text[] not null default '{}',
    new_lines integer not null,
    changed_lines integer not null,
    same_lines integer not null,
    refused_lines integer not null,
    -- Brands and models that are new or get other names.
    other_rows integer not null,
    done_lines integer not null default 0,
    failure text not null default '',
    created_at timestamptz not null,
    finished_at timestamptz,
    constraint catalogue_imports_file_name_has_a_length check (length(file_name) between 1 and 120),
    constraint catalogue_imports_state_is_known check (state in ('checked', 'queued', 'working', 'done', 'failed')),
    constraint catalogue_imports_counts_are_plausible check (
        least(new_lines, changed_lines, same_lines, refused_lines, other_rows, done_lines) >= 0
        and done_lines <= new_lines + changed_lines),
    constraint catalogue_imports_finished_ones_say_when check ((state in ('done', 'failed')) = (finished_at is not null)),
    constraint catalogue_imports_failed_ones_say_why check ((state = 'failed') = (failure <> ''))
);
create index catalogue_imports_by_time on catalogue_imports (created_at, id);
-- Two at once would each be compared with a catalogue that the other is changing.
create unique index catalogue_imports_one_at_a_time on catalogue_imports ((true)) where state in ('queued', 'working');

-- What one line brings: a variant, and the brand or model that it is the first to name. before: what stood when the file
-- was compared; applying it looks whether that still stands.
create table catalogue_import_rows (
    import_id uuid not null,
    line integer not null,
    what text not null,
    kind text not null,
    target_id uuid,
    parent_id uuid,
    label text not null,
    before jsonb,
    after jsonb,
    refusal jsonb,
    constraint catalogue_import_rows_once primary key (import_id, line, what),
    constraint catalogue_import_rows_import_exists foreign key (import_id) references catalogue_imports (id) on delete cascade,
    constraint catalogue_import_rows_line_is_counted_from_one check (line >= 1),
    constraint catalogue_import_rows_what_is_known check (what in ('brand', 'model', 'variant')),
    constraint catalogue_import_rows_kind_is_known check (kind in ('new', 'changed', 'refused')),
    constraint catalogue_import_rows_refused_ones_say_why check ((kind = 'refused') = (refusal is not null)),
    constraint catalogue_import_rows_others_say_what_comes check ((kind = 'refused') = (after is null)
        and (kind = 'refused') = (target_id is null)),
    constraint catalogue_import_rows_changed_ones_say_what_stood check ((kind = 'changed') = (before is not null))
);
create index catalogue_import_rows_by_kind on catalogue_import_rows (import_id, kind, line);
