//! `/yonetim/katalog/aktar`: the catalogue as a file, where a changed one is sent to, and those that were sent lately.

use super::{sheet::state_tag, turn};
use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        lang::Lang,
        number, paths,
    },
    modules::{
        users::upload_line,
        vehicles::catalogue::{
            model::BODIES,
            sheet::{
                export,
                file::{COLUMNS, MAX_BYTES, MAX_LINES, NEEDED, too_large},
                service,
                store::Import,
            },
        },
    },
    platform::{
        Scope, Visit,
        reference::import::{FUELS, TRANSMISSIONS},
        reply, sheet,
    },
    say,
    ui::{
        Breadcrumb, ButtonLink, ButtonLook, Column, DataTable, Empty, Fold, FormState, Go, Page, PageHead, Panel, Row,
        Section,
        form::{Form, Submit, form_errors},
    },
};
use axum::{
    Extension,
    extract::{
        Multipart,
        multipart::{MultipartError, MultipartRejection},
    },
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use leptos::prelude::*;

/// Under this name the refusal of a file waits for the page.
const SHEET: &str = "vehicles/sheet";
/// The file and the little around it.
pub const SHEET_LIMIT: usize = MAX_BYTES + 64 * 1024;

/// Admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn sheets(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let after = visit.param("sonra").unwrap_or_default();
    let latest = service::latest(&mut Scope::read(&visit), &after).await?;
    let address = |after: &str| match after {
        "" => paths::ADMIN_IMPORTS.to_owned(),
        after => format!("{}?sonra={after}", paths::ADMIN_IMPORTS),
    };
    let pager = turn(lang, &after, latest.next.as_deref(), address);
    let title = say!(lang, sheet.title);
    let download = view! {
        <ButtonLink href=paths::ADMIN_CATALOGUE_CSV label=say!(lang, sheet.download) look=ButtonLook::Line icon="download"/>
    };
    let body = view! {
        {way(lang, title.to_owned(), false)}
        <PageHead title=title line=say!(lang, sheet.line) acts=download.into_any()/>
        <div class="grid grid-cols-1 gap-8 max-w-4xl">
            <Panel>
                <Section title=say!(lang, sheet.send_title)>{send_form(&visit)}</Section>
                <div class="mt-4"><Fold title=say!(lang, sheet.columns)>{columns(lang)}</Fold></div>
            </Panel>
            <Section title=say!(lang, sheet.latest)>{list(lang, &latest.items)} {pager}</Section>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("catalogue"))
}

/// From the catalogue here, and on to one file.
pub(super) fn way(lang: Lang, here: String, beyond: bool) -> AnyView {
    let mut way = vec![Go::new(say!(lang, catalogue.title), paths::ADMIN_CATALOGUE)];
    if beyond {
        way.push(Go::new(say!(lang, sheet.title), paths::ADMIN_IMPORTS));
    }
    view! { <Breadcrumb name=say!(lang, catalogue.title) way=way here=here/> }.into_any()
}

fn send_form(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(SHEET);
    let complaints = form_errors(&state, say!(lang, sheet.not_sent));
    view! {
        <Form action=paths::ADMIN_IMPORT_UPLOAD multipart=true>
            {complaints}
            {drop_area(lang, &state)}
            {upload_line(lang, false)}
            <div><Submit label=say!(lang, sheet.send) icon="upload"/></div>
        </Form>
    }
    .into_any()
}

/// The browser's own field takes files that are dropped on it; it only has to be large enough to hit.
fn drop_area(lang: Lang, state: &FormState) -> AnyView {
    let error = state.error("file").map(str::to_owned);
    let invalid = error.as_ref().map(|_| "true");
    let described = if error.is_some() { "f-file-hint f-file-error" } else { "f-file-hint" };
    let lines = number::count(lang, i64::try_from(MAX_LINES).unwrap_or_default());
    view! {
        <div>
            <label class="lab" for="f-file">{say!(lang, sheet.file)}</label>
            <input
                class="inp border-2 border-dashed px-4 py-10 cursor-pointer"
                id="f-file"
                name="file"
                type="file"
                accept=".csv,text/csv"
                required
                aria-invalid=invalid
                aria-describedby=described
            />
            <p class="hint" id="f-file-hint">{say!(lang, sheet.file_hint, mb = MAX_BYTES / 1024 / 1024, lines = lines)}</p>
            {error.map(|error| view! { <p class="text-xs text-error-ink mt-1.5" id="f-file-error">{error}</p> })}
        </div>
    }
    .into_any()
}

fn columns(lang: Lang) -> AnyView {
    let other: Vec<&str> = COLUMNS.into_iter().filter(|column| !NEEDED.contains(column)).collect();
    let codes = [("fuel", FUELS.join(", ")), ("transmission", TRANSMISSIONS.join(", ")), ("body", BODIES.join(", "))];
    let codes =
        codes.into_iter().map(|(column, codes)| view! { <p class="wrap-anywhere">{format!("{column}: {codes}")}</p> });
    view! {
        <div class="grid grid-cols-1 gap-2 text-sm text-muted">
            <p class="wrap-anywhere">{say!(lang, sheet.columns_needed, names = NEEDED.join(", "))}</p>
            <p class="wrap-anywhere">{say!(lang, sheet.columns_other, names = other.join(", "))}</p>
            {codes.collect_view()}
            <p>{say!(lang, sheet.columns_hint)}</p>
        </div>
    }
    .into_any()
}

fn list(lang: Lang, latest: &[Import]) -> AnyView {
    if latest.is_empty() {
        return view! { <Empty title=say!(lang, sheet.latest_none) icon="inbox"/> }.into_any();
    }
    let count = |lines: i32| view! { {number::count(lang, lines)} }.into_any();
    let rows = latest
        .iter()
        .map(|import| {
            let link = view! {
                <a class="link-p font-semibold wrap-anywhere" href=paths::admin_import(import.id)>{import.file_name.clone()}</a>
            };
            Row::new(vec![
                link.into_any(),
                view! { <span class="num">{import.created_at.day().spoken_with_year(lang)}</span> }.into_any(),
                state_tag(lang, import),
                count(import.new_lines),
                count(import.changed_lines),
                count(import.refused_lines),
            ])
        })
        .collect();
    let columns = vec![
        Column::new(say!(lang, sheet.file)).main(),
        Column::new(say!(lang, sheet.when)),
        Column::new(say!(lang, sheet.state)),
        Column::new(say!(lang, sheet.new)).numeric(),
        Column::new(say!(lang, sheet.changed)).numeric(),
        Column::new(say!(lang, sheet.refused)).numeric(),
    ];
    view! { <DataTable caption=say!(lang, sheet.latest) columns=columns rows=rows/> }.into_any()
}

/// `POST /yonetim/katalog/aktar/dosya`, `multipart/form-data`: file. A browser goes on to what came of it, other clients get
/// the id.
pub async fn sheet_upload(
    Extension(visit): Extension<Visit>,
    method: Method,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let plain = reply::is_plain_form(&method, &headers);
    let compared = async {
        service::may_compare(&visit).await?;
        let (name, bytes) = read(multipart).await?;
        service::compare(&visit, &name, bytes).await
    };
    let compared = Box::pin(compared).await;
    match compared {
        Ok(id) => {
            let place = paths::admin_import(id);
            reply::received(&visit, plain, &headers, [&place, SHEET, "sheet_compared"], &id).await
        }
        Err(error) => reply::refuse(&visit, plain, paths::ADMIN_IMPORTS, SHEET, &[], error).await,
    }
}

/// The name and the bytes of the first part that is a file.
async fn read(multipart: Result<Multipart, MultipartRejection>) -> Result<(String, Vec<u8>)> {
    let missing = || AppError::field("file", Rule::Required);
    let mut multipart = multipart.map_err(|_| missing())?;
    while let Some(field) = multipart.next_field().await.map_err(unread)? {
        if let Some(name) = field.file_name().map(str::to_owned) {
            return Ok((name, field.bytes().await.map_err(unread)?.into()));
        }
    }
    Err(missing())
}

fn unread(error: MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { AppError::field("file", Rule::Required) }
}

/// `GET /yonetim/katalog.csv`: the whole catalogue, inactive variants too. Admins.
pub async fn catalogue_csv(Extension(visit): Extension<Visit>) -> Response {
    let name = format!("katalog-{}.csv", visit.now.day());
    let file = export::begin(&visit).map(|export| sheet::download(&visit, &name, export::columns(), export, None));
    sheet::answer(&visit, file)
}
