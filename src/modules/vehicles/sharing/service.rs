//! Making links to a service book, closing them, and opening one.

use super::{
    inputs::{OneShareInput, ShareInput, Shared},
    store::{self, NewShare, Share, Shown},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{ShareId, VehicleId},
        money::Money,
        page::Page,
        time::Day,
    },
    modules::vehicles::{
        model::{Car, vehicle_id},
        policy,
        records::{
            chain::End,
            service::{PAGE, whole_chain},
            store::{self as records, Entry, Filter},
        },
        service as cars, store as cars_store,
    },
    platform::{
        Scope,
        rate_limit::{self, Limit},
        token::Token,
    },
};
use uuid::Uuid;

/// Days that a link may hold.
pub const DAYS: [i64; 4] = [1, 7, 30, 90];
pub const NOTE_MAX: usize = 80;
/// So many links of one car may be open at once.
pub const OPEN_MAX: i64 = 20;
/// Links that one person makes.
const MAKING: Limit = Limit { burst: 30, every_seconds: 600 };

/// A car with its links, the newest first.
pub struct Shares {
    pub car: Car,
    pub shares: Vec<Share>,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn shares(scope: &mut Scope, id: VehicleId) -> Result<Shares> {
    let owner = policy::reach(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    Ok(Shares { car, shares: store::list(scope, id).await? })
}

fn check(input: &ShareInput) -> Result<(VehicleId, NewShare)> {
    let id = vehicle_id(&input.vehicle_id)?;
    let mut checks = Checks::default();
    let days = input.days.trim().parse().ok().filter(|days| DAYS.contains(days));
    let days = checks.keep("days", days.ok_or(Rule::UnknownChoice));
    let note = checks.text("note", &input.note, 0, NOTE_MAX);
    checks.done()?;
    let shows_prices = matches!(input.prices.trim(), "true" | "on" | "1");
    Ok((id, NewShare { days: days.ok_or(Code::Invalid)?, note, shows_prices }))
}

/// Makes a link; it can be read now and never again.
///
/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields (also beyond [`OPEN_MAX`]), `too_many` beyond the limit.
pub async fn make(scope: &mut Scope, input: &ShareInput) -> Result<(VehicleId, Shared)> {
    let owner = policy::reach(&scope.actor)?;
    let (id, share) = match check(input) {
        Ok(checked) => checked,
        Err(error) => return Err(cars::known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    cars_store::lock_cars(scope, owner).await?;
    cars_store::get_for(scope, owner, id).await?;
    if store::count_open(scope, id).await? >= OPEN_MAX {
        let mut checks = Checks::default();
        checks.refuse_with("days", Rule::TooMany, Some(OPEN_MAX));
        checks.done()?;
    }
    rate_limit::spend_in(scope, "book_share", &owner.id().to_string(), MAKING).await?;
    let token = Token::fresh();
    store::insert(scope, id, &share, &token.hash()).await?;
    Ok((id, Shared { token: token.text().to_owned() }))
}

/// Closes a link.
///
/// # Errors
/// `not_found` for links to cars of others.
pub async fn revoke(scope: &mut Scope, input: &OneShareInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let id: ShareId = input.share_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    store::revoke(scope, owner, id).await
}

/// What a link shows.
#[derive(Clone, Debug)]
pub struct Opened {
    pub shown: Shown,
    pub entries: Page<Entry>,
    /// Empty where prices are not shown.
    pub by_year: Vec<(i16, Money)>,
    pub rows: usize,
    pub end: End,
}

/// Opens a link for whoever has it. The first page of somebody else counts as an opening.
///
/// # Errors
/// `not_found` for a link that is unknown, closed or too old.
pub async fn open(scope: &mut Scope, token: &str, after: Option<(Day, Uuid)>) -> Result<Opened> {
    let shown = store::find_open(scope, &Token::sent(token.to_owned()).hash()).await?;
    if after.is_none() && scope.actor.customer_id() != Some(shown.customer_id) {
        store::note_opening(scope, shown.id).await?;
    }
    let filter = Filter { after, ..Filter::default() };
    let rows = records::list(scope, shown.vehicle_id, &filter, i64::try_from(PAGE + 1).unwrap_or_default()).await?;
    let rows = rows.into_iter().map(|entry| without_secrets(entry, shown.shows_prices)).collect();
    let entries = Page::cut(rows, PAGE, |entry: &Entry| format!("{}_{}", entry.done_on, entry.record_id));
    let by_year = if shown.shows_prices { records::cost_by_year(scope, shown.vehicle_id).await? } else { Vec::new() };
    let (links, end) = whole_chain(scope, shown.vehicle_id).await?;
    Ok(Opened { shown, entries, by_year, rows: links.len(), end })
}

/// An entry as people see it who do not own the car.
pub fn without_secrets(entry: Entry, shows_prices: bool) -> Entry {
    let entry = Entry { note: String::new(), files: Vec::new(), ..entry };
    if shows_prices { entry } else { Entry { parts: Money(0), labour: Money(0), total: Money(0), ..entry } }
}
