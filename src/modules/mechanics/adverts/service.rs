//! Use cases of who runs a workshop: to see what a place would cost, to order it, to pause it, to take an unpaid order back.

use super::{
    inputs::{AdvertIdInput, OrderInput},
    model::{OPEN_MAX, Order, Package, Quote, Reach, Standing, State, advert_id},
    store::{self, Advert, DayFigures},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{AdvertId, CategoryId},
        page::Page,
    },
    modules::mechanics::{
        policy::{self, Owner},
        workshop::store::lock,
    },
    platform::{Scope, reference::Reference},
};

/// What the page of a workshop's adverts shows.
pub struct Mine {
    pub adverts: Page<Advert>,
    pub days: Vec<DayFigures>,
    pub packages: Vec<Package>,
    pub standing: Standing,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody who runs no workshop.
pub async fn mine(scope: &mut Scope, after: &str) -> Result<Mine> {
    let owner = policy::runner(&scope.actor)?;
    let adverts = store::own(scope, owner, after).await?;
    let days = store::days_of(scope, owner, &adverts.items).await?;
    let packages = store::packages(scope, false).await?;
    Ok(Mine { adverts, days, packages, standing: store::standing(scope, owner).await? })
}

/// What an order would be and cost.
///
/// # Errors
/// `invalid` with the refused fields; `wrong_status` for workshops that may not advertise now; else as [`mine`].
pub async fn quote(scope: &mut Scope, input: &OrderInput) -> Result<Quote> {
    let owner = policy::runner(&scope.actor)?;
    let order = input.read(scope.now.day())?;
    quoted(scope, owner, &order).await
}

async fn quoted(scope: &mut Scope, owner: Owner, order: &Order) -> Result<Quote> {
    let standing = store::standing(scope, owner).await?;
    if !standing.may_advertise() {
        return Err(Code::WrongStatus.into());
    }
    let category_id = category(&scope.wires.reference.get(), &order.category)?;
    let package = store::package(scope, order.package_id).await?;
    let package = package.ok_or_else(|| AppError::field("package_id", Rule::UnknownChoice))?;
    let mut checks = Checks::default();
    checks.require("days", (package.min_days..=package.max_days).contains(&order.days), Rule::OutOfRange);
    checks.done()?;
    // Elsewhere no search would find it, so nothing else is sold.
    let district_id = (package.reach() == Reach::District).then_some(standing.district_id);
    let quote = Quote {
        package,
        province_id: standing.province_id,
        district_id,
        category_id,
        first_on: order.first_on,
        last_on: order.last_on(),
        days: order.days,
    };
    let (open, overlaps) = store::open_orders(scope, owner, &quote).await?;
    if open >= OPEN_MAX {
        return Err(AppError::field_with("package_id", Rule::TooMany, Some(OPEN_MAX)));
    }
    if overlaps {
        return Err(AppError::field("first_on", Rule::DaysTaken));
    }
    Ok(quote)
}

fn category(reference: &Reference, slug: &str) -> Result<Option<CategoryId>> {
    if slug.is_empty() {
        return Ok(None);
    }
    let known = reference.categories.iter().find(|category| category.slug == slug && category.is_active);
    known.map(|category| Some(category.id)).ok_or_else(|| AppError::field("category", Rule::UnknownChoice))
}

/// Orders what was quoted, at the price that was shown. The same key with the same order is the same order.
///
/// # Errors
/// As [`quote`]; `price_changed` on `total_kurus` when the sum is another one by now; `key_reused` for another order.
pub async fn order(scope: &mut Scope, input: &OrderInput) -> Result<AdvertId> {
    let owner = policy::runner(&scope.actor)?;
    let key = input.key()?;
    let order = input.read(scope.now.day())?;
    lock(scope, &[owner.id()]).await?;
    if let Some(known) = store::find_by_key(scope, owner, &key).await? {
        let category = category(&scope.wires.reference.get(), &order.category)?;
        let is_same = (known.package_id, known.category_id, known.first_on, known.last_on)
            == (order.package_id, category, order.first_on, order.last_on());
        return if is_same { Ok(known.id) } else { Err(Code::KeyReused.into()) };
    }
    let quote = quoted(scope, owner, &order).await?;
    if input.total_kurus.trim().parse() != Ok(quote.total().0) {
        return Err(AppError::field("total_kurus", Rule::PriceChanged));
    }
    store::insert(scope, owner, &quote, &key).await
}

/// Stops showing an advert until it is resumed; its days go on.
///
/// # Errors
/// `wrong_status` for what is not or no longer approved; `not_found` for the adverts of others.
pub async fn pause(scope: &mut Scope, input: &AdvertIdInput, paused: bool) -> Result<()> {
    let owner = policy::runner(&scope.actor)?;
    let id = advert_id(&input.advert_id)?;
    let advert = store::lock_own(scope, owner, id).await?;
    if !advert.state(scope.now.day()).is_standing() {
        return Err(Code::WrongStatus.into());
    }
    if advert.paused == paused { Ok(()) } else { store::set_paused(scope, owner, id, paused).await }
}

/// Takes an order back that was not paid.
///
/// # Errors
/// `wrong_status` once it was paid or decided; `not_found` for the adverts of others.
pub async fn cancel(scope: &mut Scope, input: &AdvertIdInput) -> Result<()> {
    let owner = policy::runner(&scope.actor)?;
    let id = advert_id(&input.advert_id)?;
    match store::lock_own(scope, owner, id).await?.state(scope.now.day()) {
        State::Cancelled => Ok(()),
        State::AwaitingPayment => store::cancel(scope, owner, id).await,
        _ => Err(Code::WrongStatus.into()),
    }
}
