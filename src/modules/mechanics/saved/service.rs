//! Saving searches and letting them go.

use super::{
    inputs::{SaveSearchInput, SavedSearchInput, StopNewsInput, TellSearchInput},
    store::{self, Telling},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{MechanicId, SavedSearchId},
        text::fold,
    },
    modules::mechanics::{
        policy,
        search::{self, Asked, Hit, SearchFilter, Wanted},
    },
    platform::Scope,
};

pub const SAVED_MAX: i64 = 20;
/// In bytes of its address.
pub const QUERY_MAX: usize = 1_000;

/// Saves a search as its first page; words that no search knows are left out.
///
/// # Errors
/// `unauthenticated` for visitors, `invalid` for a search that asks for nothing or too much, and with `too_many` when
/// [`SAVED_MAX`] are saved already.
pub async fn save(scope: &mut Scope, input: &SaveSearchInput) -> Result<()> {
    let keeper = policy::keeper(&scope.actor)?;
    let query = asked(&input.query).with(|asked| asked.pins.clear()).query();
    let rule = match query.len() {
        0 => Some(Rule::Required),
        1..=QUERY_MAX => None,
        _ => Some(Rule::TooLong),
    };
    if let Some(rule) = rule {
        return Err(AppError::field("query", rule));
    }
    if store::count_others(scope, keeper, &query).await? >= SAVED_MAX {
        return Err(AppError::field_with("query", Rule::TooMany, Some(SAVED_MAX)));
    }
    store::insert(scope, keeper, SavedSearchId::fresh(), &query).await
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for another person's.
pub async fn remove(scope: &mut Scope, input: &SavedSearchInput) -> Result<()> {
    let keeper = policy::keeper(&scope.actor)?;
    let id = input.search_id.parse().map_err(|_| Code::NotFound)?;
    if store::delete(scope, keeper, id).await? { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Begins or ends telling of workshops that fit a search and are verified from now on.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for another person's.
pub async fn tell(scope: &mut Scope, input: &TellSearchInput) -> Result<()> {
    let keeper = policy::keeper(&scope.actor)?;
    let id = input.search_id.parse().map_err(|_| Code::NotFound)?;
    let since = input.tells.then_some(scope.now);
    if store::set_news(scope, keeper, id, since).await? { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Ends it for all searches of whoever got the mail; nobody has to sign in for that.
///
/// # Errors
/// `not_found` without the word of a mail.
pub async fn stop_news(scope: &mut Scope, input: &StopNewsInput) -> Result<()> {
    let keeper = policy::news_reader(&scope.wires.config.server, &input.customer_id, &input.token)?;
    store::stop_news(scope, keeper).await
}

/// Those of the workshops that a search finds, whatever the hour.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn found_among(scope: &mut Scope, search: &Telling, ids: &[MechanicId]) -> Result<Vec<Hit>> {
    let asked = asked(&search.query);
    let customer = Some(search.customer_id);
    let filter = search::resolve_for(scope, customer, &asked, &mut Checks::default()).await?;
    let filter = SearchFilter { open_now: false, slot_today: false, ..filter };
    let mut hits = search::among(scope, &filter, ids).await?;
    if let Wanted::Name(name) = &filter.wanted {
        hits.retain(|hit| fold(&hit.name).contains(&fold(name)));
    }
    Ok(hits)
}

/// A saved search, as it is understood now.
pub struct Saved {
    pub id: SavedSearchId,
    pub asked: Asked,
    pub filter: SearchFilter,
    /// Does it tell of new workshops?
    pub tells: bool,
}

/// The last saved first.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn list(scope: &mut Scope) -> Result<Vec<Saved>> {
    let keeper = policy::keeper(&scope.actor)?;
    let mut found = Vec::new();
    for (id, query, tells) in store::list(scope, keeper).await? {
        let asked = asked(&query);
        // What is not understood any more (a car that is gone) simply narrows nothing down.
        let filter = search::resolve(scope, &asked, &mut Checks::default()).await?;
        found.push(Saved { id, asked, filter, tells });
    }
    Ok(found)
}

fn asked(query: &str) -> Asked {
    Asked::read(form_urlencoded::parse(query.as_bytes()).into_owned())
}
