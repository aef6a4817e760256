//! Use cases of who runs a workshop, about its prices.

use super::{
    checks::{self, CarPriceDraft},
    inputs::{CarPriceInput, PriceIdInput, PromiseInput, RaiseInput},
    store::{self, PastPrice, Priced},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{PriceId, ServiceId},
        money::Money,
        page::Page,
        time::Instant,
    },
    modules::{
        mechanics::{
            policy::{self, Owner},
            prices::by_car::CarPrice,
            workshop::{
                model::MyWorkshop,
                service::{changed, editing, id, too_many},
            },
        },
        vehicles,
    },
    platform::{Scope, reference::Category},
    say,
};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Of one workshop, over all its offers.
pub const CAR_PRICES_MAX: usize = 2_000;
/// A usual price is one of at least so many workshops.
pub const USUAL_OF: i64 = 5;
/// Against the lowest price of so many days a discount is measured.
pub const HONEST_DAYS: i64 = 30;

/// Parts and warranty of an offer. Answers the slug of the service, for the way back.
///
/// # Errors
/// `invalid` with the refused fields, `not_found` for a service that isn't offered.
pub async fn save_promise(scope: &mut Scope, input: &PromiseInput) -> Result<String> {
    let owner = editing(scope).await?;
    let service: ServiceId = id(&input.service_id)?;
    let promise = checks::promise(input)?;
    store::save_promise(scope, owner, service, promise).await?;
    slug(scope, service)
}

/// A price for some cars; for cars that have one already a new one. It may take the place of another price, which then ends. Answers
/// the slug of the service.
///
/// # Errors
/// `invalid` with the refused fields, `not_found` for a service that isn't offered and for a price that is no more.
pub async fn put(scope: &mut Scope, input: &CarPriceInput) -> Result<String> {
    let owner = editing(scope).await?;
    let service: ServiceId = id(&input.service_id)?;
    if !offers(scope, owner, service).await? {
        return Err(Code::NotFound.into());
    }
    let draft = checks::car_price(input, &scope.wires.reference.get())?;
    check_model(scope, &draft).await?;
    let before = match input.price_id.trim() {
        "" => None,
        text => {
            let price: PriceId = id(text)?;
            let own = store::of_service(scope, owner, service).await?;
            Some(own.into_iter().find(|own| own.id == price).ok_or(Code::NotFound)?)
        }
    };
    if let Some(before) = &before {
        if !draft.names_cars_of(before) {
            store::delete(scope, owner, before.id).await?;
        }
    } else if usize::try_from(store::count(scope, owner).await?).unwrap_or(usize::MAX) >= CAR_PRICES_MAX {
        return Err(too_many("brand_id", CAR_PRICES_MAX));
    }
    store::put(scope, owner, service, PriceId::fresh(), &draft).await?;
    changed(scope, owner).await?;
    slug(scope, service)
}

async fn offers(scope: &mut Scope, owner: Owner, service: ServiceId) -> Result<bool> {
    let own = crate::modules::mechanics::workshop::store::services(scope, owner).await?;
    Ok(own.iter().any(|offer| offer.service_id == service))
}

async fn check_model(scope: &mut Scope, draft: &CarPriceDraft) -> Result<()> {
    let Some((brand, model)) = draft.brand_id.zip(draft.model_id) else { return Ok(()) };
    let models = vehicles::models_of(scope, brand).await?;
    if models.iter().any(|known| known.id == model) {
        return Ok(());
    }
    Err(AppError::field("model_id", Rule::UnknownChoice))
}

/// Takes a price for some cars away; they then cost what every car costs. Answers the slug of the service.
///
/// # Errors
/// `not_found` for an unknown or foreign one.
pub async fn remove(scope: &mut Scope, input: &PriceIdInput) -> Result<String> {
    let owner = editing(scope).await?;
    let service = store::delete(scope, owner, id(&input.price_id)?).await?;
    changed(scope, owner).await?;
    slug(scope, service)
}

/// A price before and after.
pub struct Change {
    pub service_id: ServiceId,
    /// Whether it is one for some cars.
    pub is_by_car: bool,
    pub before: Money,
    pub after: Money,
}

impl Change {
    fn of((priced, before): &(Priced, Money)) -> Self {
        Self {
            service_id: priced.service_id,
            is_by_car: priced.price_id.is_some(),
            before: *before,
            after: priced.price,
        }
    }
}

/// What changing all prices would do, in the order of the taxonomy; prices that stay as they are are left out.
///
/// # Errors
/// `invalid` with the refused fields; `percent` when a price would be higher than prices may be.
pub async fn foresee(scope: &mut Scope, input: &RaiseInput) -> Result<Vec<Change>> {
    let owner = policy::runner(&scope.actor)?;
    Ok(changes(scope, owner, input).await?.iter().map(Change::of).collect())
}

/// A mark of what was foreseen: others change it.
pub fn seen(changes: &[Change]) -> String {
    let mut hasher = Sha256::new();
    for Change { service_id, is_by_car, before, after } in changes {
        hasher.update(format!("{service_id} {is_by_car} {} {}\n", before.0, after.0));
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Changes all prices of a category, or of the workshop.
///
/// # Errors
/// As [`foresee`]; `wrong_status` when it is not what was seen any more.
pub async fn raise(scope: &mut Scope, input: &RaiseInput) -> Result<()> {
    let owner = editing(scope).await?;
    let changes = changes(scope, owner, input).await?;
    if !input.seen.is_empty() && input.seen != seen(&changes.iter().map(Change::of).collect::<Vec<_>>()) {
        let message = say!(scope.lang, prices.changed_meanwhile).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongStatus) });
    }
    let changes: Vec<Priced> = changes.into_iter().map(|(priced, _)| priced).collect();
    store::reprice(scope, owner, &changes).await?;
    changed(scope, owner).await
}

/// New prices, each with the old one.
async fn changes(scope: &mut Scope, owner: Owner, input: &RaiseInput) -> Result<Vec<(Priced, Money)>> {
    let reference = scope.wires.reference.get();
    let raise = checks::raise(input, &reference)?;
    let mut found = Vec::new();
    for priced in store::all(scope, owner).await? {
        let Some(place) = reference.services.iter().position(|service| service.id == priced.service_id) else {
            continue;
        };
        let category = reference.services.get(place).map(|service| service.category_id);
        if raise.category.is_some() && raise.category != category {
            continue;
        }
        let after = raise.of(priced.price).ok_or_else(|| AppError::field("percent", Rule::OutOfRange))?;
        if after != priced.price {
            let before = priced.price;
            found.push((place, Priced { price: after, ..priced }, before));
        }
    }
    found.sort_by_key(|(place, priced, before)| (*place, priced.price_id.is_some(), *before));
    Ok(found.into_iter().map(|(_, priced, before)| (priced, before)).collect())
}

/// What the page of an offer shows beside it.
pub struct Prices {
    pub by_car: Vec<CarPrice>,
    pub past: Page<PastPrice>,
    /// Of the last [`HONEST_DAYS`] days, for every car.
    pub lowest: Option<Money>,
    /// Since when the price for every car holds, where that is known.
    pub priced_at: Option<Instant>,
}

/// With the past ones after `before`; what names none begins at the latest.
///
/// # Errors
/// `not_found` for a service that isn't offered.
pub async fn prices(scope: &mut Scope, service: ServiceId, before: &str) -> Result<Prices> {
    let owner = policy::runner(&scope.actor)?;
    let own = crate::modules::mechanics::workshop::store::services(scope, owner).await?;
    let offer = own.into_iter().find(|offer| offer.service_id == service).ok_or(Code::NotFound)?;
    let since = scope.now.plus_days(-HONEST_DAYS);
    Ok(Prices {
        by_car: store::of_service(scope, owner, service).await?,
        past: store::past(scope, owner, service, before.parse().ok()).await?,
        lowest: store::lowest_since(scope, owner, service, since).await?,
        priced_at: offer.priced_at,
    })
}

/// What others in the province of this workshop take for the services of a category: medians, where enough of them offer it.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn usual(scope: &mut Scope, own: &MyWorkshop, category: &Category) -> Result<HashMap<ServiceId, Money>> {
    let reference = scope.wires.reference.get();
    let Some(province) = reference.find_province(&own.il).map(|province| province.id) else {
        return Ok(HashMap::new());
    };
    let services: Vec<ServiceId> = reference.services_of(category.id).map(|service| service.id).collect();
    store::medians(scope, province, &services, USUAL_OF).await
}

fn slug(scope: &Scope, service: ServiceId) -> Result<String> {
    let reference = scope.wires.reference.get();
    reference.service(service).map(|service| service.slug.clone()).ok_or_else(|| Code::NotFound.into())
}
