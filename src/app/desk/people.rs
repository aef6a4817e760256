//! `/yonetim/kullanicilar`: the list, found by plates too, and the list as a file.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
        lang::Lang,
        paths,
        text::{Plate, spoken_phone},
        time::Instant,
    },
    modules::{
        users::{self, Row, model::desk::UserFilter},
        vehicles,
    },
    platform::{
        Scope, Visit,
        sheet::{self, Columns},
    },
    say,
    ui::Page,
};
use axum::{
    Extension,
    response::{IntoResponse, Redirect, Response},
};

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
        Err(error) if error.code == Code::StepUp => {
            let list = if visit.query.is_empty() {
                paths::ADMIN_USERS.to_owned()
            } else {
                format!("{}?{}", paths::ADMIN_USERS, visit.query)
            };
            Redirect::to(&paths::step_up(&list)).into_response()
        }
        file => sheet::answer(&visit, file),
    }
}

async fn export(visit: &Visit) -> Result<Response> {
    users::may_decide(&visit.actor)?;
    let owners = plate_owners(visit).await?;
    let filter = UserFilter::read(|name| visit.param(name));
    let mut scope = Scope::write(visit).await?;
    let begun = users::begin_export(&mut scope, filter, owners).await;
    let export = scope.finish(begun).await?;
    let name = format!("kullanicilar-{}.csv", visit.now.day());
    let rows = export.count();
    Ok(sheet::download(visit, &name, columns(visit.lang), export, Some(rows)))
}

fn columns(lang: Lang) -> Columns<Row, 10> {
    let head = [
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
    Columns { head, cells: |_, row| cells(row) }
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
        row.disabled_at.map(Instant::rfc3339).unwrap_or_default(),
    ]
}
