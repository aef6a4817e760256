//! `/yonetim/kullanicilar`: the list, found by plates too, and the list as a file.

use crate::{
    kernel::{
        cells::{MARK, line},
        error::{Code, Result},
        ids::UserId,
        paths,
        text::{Plate, spoken_phone},
        words,
    },
    modules::{
        users::{self, Export, Row, model::desk::UserFilter},
        vehicles,
    },
    platform::{Scope, Visit, walls},
    say,
    ui::Page,
};
use axum::{
    Extension,
    body::{Body, Bytes},
    http::{HeaderName, header},
    response::{IntoResponse, Redirect, Response},
};
use futures::stream;

/// A car goes through so few hands.
const MATES: i64 = 20;

/// The list of people. Admins and support.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else without the desk.
pub async fn people(visit: Visit) -> Result<Page> {
    let owners = plate_owners(&visit).await?;
    users::pages::admin_list(visit, owners).await
}

/// `/yonetim/kullanicilar/{id}/birlestir`: the account beside others that may be the same person's. Admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for unknown people and for everybody but admins.
pub async fn merge(visit: Visit, id: String) -> Result<Page> {
    users::may_decide(&visit.actor)?;
    let mates = match id.parse() {
        Ok(user) => vehicles::sharing_marks(&mut Scope::read(&visit), user, MATES).await?,
        Err(_) => Vec::new(),
    };
    users::pages::admin_merge(visit, id, mates).await
}

/// Whom the search names by a plate; the cars belong to another module than the people.
async fn plate_owners(visit: &Visit) -> Result<Vec<UserId>> {
    users::may_list(&visit.actor)?;
    match visit.param("ara").map(|text| Plate::parse(&text)) {
        Some(Ok(plate)) => vehicles::owners_of_plate(&mut Scope::read(visit), &plate).await,
        _ => Ok(Vec::new()),
    }
}

/// `GET /yonetim/kullanicilar.csv` with the filters of the list. Admins with a fresh proof; the log keeps that it was taken.
pub async fn people_csv(Extension(visit): Extension<Visit>) -> Response {
    match export(&visit).await {
        Ok(response) => response,
        Err(error) if error.code == Code::StepUp => {
            let list = if visit.query.is_empty() {
                paths::ADMIN_USERS.to_owned()
            } else {
                format!("{}?{}", paths::ADMIN_USERS, visit.query)
            };
            Redirect::to(&paths::step_up(&list)).into_response()
        }
        Err(mut error) => {
            words::speak(&mut error, visit.lang);
            walls::error_page(visit.lang, &error)
        }
    }
}

async fn export(visit: &Visit) -> Result<Response> {
    users::may_decide(&visit.actor)?;
    let owners = plate_owners(visit).await?;
    let filter = UserFilter::read(|name| visit.param(name));
    let mut scope = Scope::write(visit).await?;
    let begun = users::begin_export(&mut scope, filter, owners).await;
    let export = scope.finish(begun).await?;
    let name = format!("attachment; filename=\"kullanicilar-{}.csv\"", visit.now.day());
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(chunks(visit.clone(), export))).into_response())
}

/// The head, then a chunk per batch: never the whole list in memory. An error cuts the download short, which browsers show
/// as failed.
fn chunks(visit: Visit, export: Export) -> impl stream::Stream<Item = Result<Bytes>> + Send + 'static {
    let head = head(&visit);
    stream::try_unfold((visit, export, Some(head)), async |(visit, mut export, head)| {
        if let Some(head) = head {
            return Ok(Some((head, (visit, export, None))));
        }
        let rows = export.next(&visit).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let chunk = Bytes::from(rows.iter().map(|row| line(&cells(row))).collect::<String>());
        Ok(Some((chunk, (visit, export, None))))
    })
}

/// The names of the columns.
fn head(visit: &Visit) -> Bytes {
    let lang = visit.lang;
    let names = [
        "id",
        say!(lang, auth.full_name),
        say!(lang, auth.email),
        say!(lang, people.verified_mail),
        say!(lang, admin.phone),
        say!(lang, admin.kind),
        say!(lang, admin.roles),
        say!(lang, people.factor),
        say!(lang, admin.since),
        say!(lang, people.suspended_at),
    ];
    Bytes::from(format!("{MARK}{}", line(&names)))
}

fn cells(row: &Row) -> [String; 10] {
    let flag = |holds: bool| if holds { "1" } else { "0" }.to_owned();
    [
        row.id.to_string(),
        row.full_name.clone(),
        row.email.clone(),
        flag(row.email_verified),
        row.phone.as_deref().map(spoken_phone).unwrap_or_default(),
        row.kind.clone(),
        row.roles.join(" "),
        flag(row.second_factor),
        row.created_at.rfc3339(),
        row.disabled_at.map(crate::kernel::time::Instant::rfc3339).unwrap_or_default(),
    ]
}
