//! `/yonetim/katalog/aktar/{id}`: what a file would change, which lines are wrong, and the button that applies it.

use super::sheets::way;
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::ImportId,
        lang::Lang,
        number,
        page::Page as Part,
        paths,
        words::speak,
    },
    modules::vehicles::{
        catalogue::sheet::{
            finding::Refusal,
            service::{self, Shown},
            store::{Difference, Import, Wrong},
        },
        pages::words,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, Column, Confirm, DataTable, Figure, Figures, Notice, Page, PageHead, Pager, PagerWords,
        Panel, PostButton, ProgressBar, Row, Section, Tag, Tone,
        form::{Form, Submit, checkbox, form_errors, hidden},
    },
};
use leptos::prelude::*;
use serde_json::Value;

const APPLY: &str = "vehicles/apply_import";
const DROP: &str = "vehicles/drop_import";
/// While it is being applied the page comes again this often.
const REFRESH_SECONDS: u32 = 3;
/// In the order of the desk's form.
const FIELDS: [&str; 11] = [
    "name",
    "aliases",
    "generation",
    "year_from",
    "year_to",
    "engine_cc",
    "fuel",
    "power_kw",
    "transmission",
    "body",
    "is_active",
];

/// `?fark=` is the last difference and `?satir=` the last wrong line of the page before: admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins and for what is not there.
pub async fn sheet(visit: Visit, [id]: [String; 1]) -> Result<Page> {
    let lang = visit.lang;
    let after = visit.param("satir").unwrap_or_default();
    let after_difference = visit.param("fark").unwrap_or_default();
    let shown = service::show(&mut Scope::read(&visit), &id, &after_difference, &after).await?;
    let Shown { import, differences, wrong } = shown;
    let when = import.created_at.day().spoken_with_year(lang);
    let tag = state_tag(lang, &import);
    let runs = import.runs();
    let body = view! {
        {way(lang, import.file_name.clone(), true)}
        <PageHead title=import.file_name.clone() line=when acts=tag/>
        <div class="grid grid-cols-1 gap-6">
            {figures(lang, &import)}
            {state(&visit, &import)}
            {difference_list(lang, import.id, differences, &after_difference)}
            {wrong_list(lang, &import, wrong, &after)}
        </div>
    };
    let page = Page::new(say!(lang, sheet.title), body).noindex().nav("catalogue");
    Ok(if runs { page.refresh(REFRESH_SECONDS) } else { page })
}

pub(super) fn state_tag(lang: Lang, import: &Import) -> AnyView {
    let (label, tone) = match import.state.as_str() {
        "checked" => (say!(lang, sheet.state_checked), Tone::Plain),
        "done" => (say!(lang, sheet.state_done), Tone::Success),
        "failed" => (say!(lang, sheet.state_failed), Tone::Error),
        _ => (say!(lang, sheet.state_running), Tone::Accent),
    };
    view! { <Tag label=label tone=tone/> }.into_any()
}

fn figures(lang: Lang, import: &Import) -> AnyView {
    let figure = |name: &str, lines: i32| Figure::new(name, number::count(lang, lines));
    let items = vec![
        figure(say!(lang, sheet.new), import.new_lines),
        figure(say!(lang, sheet.changed), import.changed_lines),
        figure(say!(lang, sheet.same), import.same_lines),
        figure(say!(lang, sheet.refused), import.refused_lines),
    ];
    let other =
        (import.other_rows > 0).then(|| say!(lang, sheet.other, count = number::count(lang, import.other_rows)));
    let ignored = (!import.ignored_columns.is_empty())
        .then(|| say!(lang, sheet.ignored, names = import.ignored_columns.join(", ")));
    let lines: Vec<_> =
        other.into_iter().chain(ignored).map(|line| view! { <p class="wrap-anywhere">{line}</p> }).collect();
    let lines = (!lines.is_empty()).then(|| view! { <div class="text-sm text-muted">{lines}</div> });
    view! { <Figures items=items/> {lines} }.into_any()
}

fn state(visit: &Visit, import: &Import) -> AnyView {
    let lang = visit.lang;
    match import.state.as_str() {
        "checked" if import.changes() => apply_form(visit, import),
        "checked" => view! { <Notice text=say!(lang, sheet.nothing)/> <div>{forget(lang, import)}</div> }.into_any(),
        "done" => {
            let [fresh, changed] = [import.new_lines, import.changed_lines].map(|lines| number::count(lang, lines));
            let text = say!(lang, sheet.done, fresh = fresh, changed = changed);
            view! { <Notice tone=Tone::Success text=text/> <div>{forget(lang, import)}</div> }.into_any()
        }
        "failed" => {
            let stale = import.failure == "stale";
            let text = if stale { say!(lang, sheet.failed_stale) } else { say!(lang, sheet.failed_internal) };
            view! { <Notice tone=Tone::Error text=text/> <div>{forget(lang, import)}</div> }.into_any()
        }
        _ => progress(lang, import),
    }
}

fn progress(lang: Lang, import: &Import) -> AnyView {
    let all = import.new_lines + import.changed_lines;
    let percent = u8::try_from(i64::from(import.done_lines) * 100 / i64::from(all.max(1))).unwrap_or(100);
    let [done, all] = [import.done_lines, all].map(|lines| number::count(lang, lines));
    let label = say!(lang, sheet.working, done = done, all = all);
    let here = paths::admin_import(import.id);
    view! {
        <Panel>
            <ProgressBar percent=percent label=label/>
            <div class="mt-4">
                <ButtonLink href=here label=say!(lang, sheet.reload) look=ButtonLook::Line icon="refresh-cw"/>
            </div>
        </Panel>
    }
    .into_any()
}

fn forget(lang: Lang, import: &Import) -> AnyView {
    let values = vec![("import_id", import.id.to_string())];
    view! { <PostButton action=paths::api(DROP) label=say!(lang, sheet.forget) values=values look=ButtonLook::Line icon="trash-2"/> }
        .into_any()
}

fn apply_form(visit: &Visit, import: &Import) -> AnyView {
    let lang = visit.lang;
    let mut typed = visit.form(APPLY);
    // Without a refused field it is the moment that does not fit.
    if typed.is_refused() && typed.errors.is_empty() {
        typed = typed.with_message(say!(lang, sheet.not_now));
    }
    let complaints = form_errors(&typed, say!(lang, errors.invalid));
    let skip = (import.refused_lines > 0).then(|| {
        let count = number::count(lang, import.refused_lines);
        checkbox(&typed, "skip", say!(lang, sheet.skip, count = count)).required().view()
    });
    let id = import.id.to_string();
    let own = hidden("import_id", id.clone());
    view! {
        <Panel>
            <Section title=say!(lang, sheet.apply_title)>
                <Form action=paths::api(APPLY)>
                    {complaints}
                    {own}
                    <p class="text-muted">{say!(lang, sheet.apply_line)}</p>
                    {skip}
                    <div><Submit label=say!(lang, sheet.apply) icon="check"/></div>
                </Form>
                <div class="mt-3">
                    <Confirm
                        id="vazgec"
                        label=say!(lang, sheet.drop)
                        title=say!(lang, sheet.drop_title)
                        line=say!(lang, sheet.drop_line)
                        close=say!(lang, common.close)
                        look=ButtonLook::Line
                    >
                        <PostButton action=paths::api(DROP) label=say!(lang, sheet.drop) values=vec![("import_id", id)] look=ButtonLook::Danger wide=true/>
                    </Confirm>
                </div>
            </Section>
        </Panel>
    }
    .into_any()
}

fn difference_list(lang: Lang, id: ImportId, differences: Part<Difference>, after: &str) -> Option<AnyView> {
    if differences.items.is_empty() {
        return None;
    }
    let place = paths::admin_import(id);
    let next = differences.next.map(|last| format!("{place}?fark={last}#farklar"));
    let first = (!after.is_empty()).then(|| format!("{place}#farklar"));
    let rows = differences
        .items
        .iter()
        .map(|row| {
            Row::new(vec![
                view! { <span class="font-semibold wrap-anywhere">{row.label.clone()}</span> }.into_any(),
                view! { {what(lang, row)} }.into_any(),
                view! { <ul class="grid gap-0.5 text-sm">{changes(lang, row)}</ul> }.into_any(),
                view! { <span class="num">{row.line}</span> }.into_any(),
            ])
        })
        .collect::<Vec<_>>();
    let columns = vec![
        Column::new(say!(lang, sheet.record)).main(),
        Column::new(say!(lang, sheet.state)),
        Column::new(say!(lang, sheet.change)),
        Column::new(say!(lang, sheet.line_number)).numeric(),
    ];
    let title = say!(lang, sheet.differences);
    let view = view! {
        <Section title=title id="farklar">
            <DataTable caption=title columns=columns rows=rows/>
            <Pager previous=first next=next words=pager(lang)/>
        </Section>
    };
    Some(view.into_any())
}

fn pager(lang: Lang) -> PagerWords {
    PagerWords {
        name: say!(lang, admin.pages).to_owned(),
        previous: say!(lang, admin.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    }
}

/// "New model", "Changed brand".
fn what(lang: Lang, row: &Difference) -> String {
    let kind = if row.before.is_some() { say!(lang, sheet.changed) } else { say!(lang, sheet.new) };
    let what = match row.what.as_str() {
        "brand" => say!(lang, catalogue.brand),
        "model" => say!(lang, catalogue.model),
        _ => say!(lang, catalogue.variant),
    };
    format!("{kind} · {what}")
}

/// Field by field; of what is new only what is known.
fn changes(lang: Lang, row: &Difference) -> Vec<AnyView> {
    let none = Value::Null;
    let changes = FIELDS.into_iter().filter_map(|field| {
        let after = row.after.get(field)?;
        let before = row.before.as_ref().map(|before| before.get(field).unwrap_or(&none));
        let line = match before {
            Some(before) if before == after => return None,
            Some(before) => format!("{} → {}", value(lang, before), value(lang, after)),
            None if matches!(after, Value::Null | Value::Bool(true)) || after == "" => return None,
            None => value(lang, after),
        };
        Some(view! { <li class="wrap-anywhere"><span class="text-muted">{field_name(lang, field)}": "</span>{line}</li> }.into_any())
    });
    changes.collect()
}

fn field_name(lang: Lang, field: &str) -> &'static str {
    match field {
        "name" => say!(lang, catalogue.name),
        "aliases" => say!(lang, catalogue.aliases),
        "generation" => say!(lang, catalogue.generation),
        "year_from" => say!(lang, catalogue.year_from),
        "year_to" => say!(lang, catalogue.year_to),
        "engine_cc" => say!(lang, catalogue.engine_cc),
        "fuel" => say!(lang, catalogue.fuel),
        "power_kw" => say!(lang, catalogue.power_kw),
        "transmission" => say!(lang, catalogue.transmission),
        "body" => say!(lang, catalogue.body),
        _ => say!(lang, sheet.active),
    }
}

/// Codes as words, nothing as a dash.
fn value(lang: Lang, value: &Value) -> String {
    match value {
        Value::Bool(true) => say!(lang, sheet.yes).to_owned(),
        Value::Bool(false) => say!(lang, sheet.no).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if !text.is_empty() => {
            text.split(';').map(|code| words::code(lang, code).unwrap_or(code)).collect::<Vec<_>>().join("; ")
        }
        _ => "—".to_owned(),
    }
}

fn wrong_list(lang: Lang, import: &Import, wrong: Part<Wrong>, after: &str) -> Option<AnyView> {
    if import.refused_lines == 0 {
        return None;
    }
    let place = paths::admin_import(import.id);
    let next = wrong.next.map(|line| format!("{place}?satir={line}#hatali"));
    let first = (!after.is_empty()).then(|| format!("{place}#hatali"));
    let rows = wrong
        .items
        .into_iter()
        .map(|row| {
            Row::new(vec![
                view! { <b class="num font-semibold">{row.line}</b> }.into_any(),
                view! { <span class="wrap-anywhere">{row.label}</span> }.into_any(),
                view! { <span class="wrap-anywhere">{reason(lang, row.refusal)}</span> }.into_any(),
            ])
        })
        .collect();
    let columns = vec![
        Column::new(say!(lang, sheet.line_number)).main(),
        Column::new(say!(lang, sheet.record)),
        Column::new(say!(lang, sheet.reason)),
    ];
    let title = say!(lang, sheet.wrong);
    Some(
        view! {
            <Section title=title id="hatali">
                <DataTable caption=title columns=columns rows=rows/>
                <Pager previous=first next=next words=pager(lang)/>
            </Section>
        }
        .into_any(),
    )
}

/// Why a line is left out; a reason of another release is only said to be one.
fn reason(lang: Lang, refusal: Value) -> String {
    let Ok(refusal) = serde_json::from_value(refusal) else { return say!(lang, sheet.why_unknown).to_owned() };
    match refusal {
        Refusal::TooLong => say!(lang, sheet.why_too_long).to_owned(),
        Refusal::Width { got, expected } => say!(lang, sheet.why_width, got = got, expected = expected),
        Refusal::MissingColumns { names } => say!(lang, sheet.why_missing_columns, names = names.join(", ")),
        Refusal::UnknownVariant => say!(lang, sheet.why_unknown_variant).to_owned(),
        Refusal::Elsewhere { name } => say!(lang, sheet.why_elsewhere, name = name),
        Refusal::Renamed { name } => say!(lang, sheet.why_renamed, name = name),
        Refusal::Inactive { name } => say!(lang, sheet.why_inactive, name = name),
        Refusal::Repeats { line } => say!(lang, sheet.why_repeats, line = line),
        Refusal::NamesDiffer { line } => say!(lang, sheet.why_names_differ, line = line),
        Refusal::Fields { fields } => {
            let mut error = AppError { fields, ..AppError::new(Code::Invalid) };
            speak(&mut error, lang);
            let said = error.fields.iter().map(|(column, field)| format!("{column}: {}", field.message));
            said.collect::<Vec<_>>().join(" ")
        }
    }
}
