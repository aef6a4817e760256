//! Saving searches and letting them go.

use super::{
    inputs::{SaveSearchInput, SavedSearchInput},
    store,
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::SavedSearchId,
    },
    modules::mechanics::{
        policy,
        search::{self, Asked, SearchFilter},
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

/// A saved search, as it is understood now.
pub struct Saved {
    pub id: SavedSearchId,
    pub asked: Asked,
    pub filter: SearchFilter,
}

/// The last saved first.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn list(scope: &mut Scope) -> Result<Vec<Saved>> {
    let keeper = policy::keeper(&scope.actor)?;
    let mut found = Vec::new();
    for (id, query) in store::list(scope, keeper).await? {
        let asked = asked(&query);
        // What is not understood any more (a car that is gone) simply narrows nothing down.
        let filter = search::resolve(scope, &asked, &mut Checks::default()).await?;
        found.push(Saved { id, asked, filter });
    }
    Ok(found)
}

fn asked(query: &str) -> Asked {
    Asked::read(form_urlencoded::parse(query.as_bytes()).into_owned())
}
