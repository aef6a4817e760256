//! Looking over a workshop's customers, and noting something about one of them.

use super::{
    model::{After, Asked, Client, ClientCar, NoteInput},
    store,
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::CustomerId,
        page::Page,
    },
    modules::appointments::{
        policy::{self, Runner},
        store::{Appointment, Cursor, by_ids},
    },
    platform::Scope,
};

pub const PAGE: usize = 30;

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop.
pub async fn list(scope: &mut Scope, asked: &Asked) -> Result<Page<Client>> {
    let runner = policy::runner(&scope.actor)?;
    let ids = store::list(scope, runner, asked, one_more()).await?;
    let found = store::clients(scope, runner, &ids).await?;
    Ok(Page::cut(found, PAGE, |last| After::word(last.sorted_by(asked.order), last.id)))
}

/// One customer of a workshop.
#[derive(Debug)]
pub struct Shown {
    pub client: Client,
    pub cars: Vec<ClientCar>,
    /// All of them, also those that were never agreed.
    pub visits: Page<Appointment>,
    pub note: String,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop and for whoever had no visit there.
pub async fn show(scope: &mut Scope, id: &str, before: Option<Cursor>) -> Result<Shown> {
    let runner = policy::runner(&scope.actor)?;
    let client = find(scope, runner, id.parse().map_err(|_| Code::NotFound)?).await?;
    let ids = store::visits(scope, runner, client.id, before, one_more()).await?;
    let visits = by_ids(scope, &ids).await?;
    Ok(Shown {
        cars: store::cars(scope, runner, client.id).await?,
        note: store::note(scope, runner, client.id).await?,
        visits: Page::cut(visits, PAGE, Cursor::of),
        client,
    })
}

/// # Errors
/// As [`show`]; `invalid` for a text that is too long.
pub async fn save_note(scope: &mut Scope, input: &NoteInput) -> Result<CustomerId> {
    let runner = policy::runner(&scope.actor)?;
    let (id, text) = input.check()?;
    find(scope, runner, id).await?;
    if text.is_empty() {
        store::delete_note(scope, runner, id).await?;
    } else {
        store::save_note(scope, runner, id, &text).await?;
    }
    Ok(id)
}

async fn find(scope: &mut Scope, runner: Runner, id: CustomerId) -> Result<Client> {
    let found = store::clients(scope, runner, &[*id]).await?;
    found.into_iter().next().ok_or_else(|| Code::NotFound.into())
}

fn one_more() -> i64 {
    i64::try_from(PAGE + 1).unwrap_or(i64::MAX)
}
