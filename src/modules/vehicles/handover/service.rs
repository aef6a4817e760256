//! Offering a car, taking the offer back, and taking the car.

use super::{
    inputs::{OfferInput, TakeInput},
    mails,
    store::{self, Offer, Offered},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::VehicleId,
        lang::Lang,
        text::Email,
    },
    modules::{
        auth::limits,
        vehicles::{
            costs::store as costs,
            garage::service as garage,
            household::store as household,
            model::{Car, CarInput, vehicle_id},
            photos::store as photos,
            policy::{self, Handover},
            records::store::files as papers,
            reminders::{service as reminders, store as reminders_store},
            service as cars,
            sharing::store as sharing,
            store as cars_store,
        },
    },
    platform::{
        Scope,
        rate_limit::{self, Limit},
        token::Token,
    },
    say,
};
use serde_json::json;

/// Days that an offer holds.
pub const OFFER_DAYS: i64 = 7;
/// Offers that one person mails.
const OFFERS: Limit = Limit { burst: 10, every_seconds: 3600 };

/// A car, and to whom it is offered.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn offer_of(scope: &mut Scope, id: VehicleId) -> Result<(Car, Option<Offer>)> {
    let owner = policy::reach(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    Ok((car, store::of_car(scope, id).await?))
}

fn check(lang: Lang, input: &OfferInput, own: &str) -> Result<(VehicleId, Email)> {
    let id = vehicle_id(&input.vehicle_id)?;
    let mut checks = Checks::default();
    let email = checks.keep("email", Email::parse(&input.email));
    if email.as_ref().is_some_and(|email| email.as_str() == own) {
        checks.refuse_saying("email", Rule::UnknownChoice, say!(lang, household.own_address));
    }
    checks.require("agreed", matches!(input.agreed.trim(), "true" | "on" | "1"), Rule::MustAccept);
    checks.done()?;
    Ok((id, email.ok_or(Code::Invalid)?))
}

/// Offers a car by mail; an offer made before ends. The answer is the same whether the address has an account or not.
///
/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields, `too_many` beyond the limits, `forbidden` for who acts
/// for another.
pub async fn offer(scope: &mut Scope, input: &OfferInput) -> Result<VehicleId> {
    let owner = policy::giver(&scope.actor)?;
    let own = scope.actor.person().map(|person| person.email.clone()).unwrap_or_default();
    let (id, email) = match check(scope.lang, input, &own) {
        Ok(checked) => checked,
        Err(error) => return Err(cars::known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    cars_store::get_for(scope, owner, id).await?;
    rate_limit::spend_in(scope, "car_offer", &owner.id().to_string(), OFFERS).await?;
    limits::spend_mail(scope, email.as_str()).await?;
    // Somebody may be taking it: what is another's by then is not offered.
    cars_store::lock_cars(scope, owner).await?;
    let car = cars_store::get_for(scope, owner, id).await?;
    let token = Token::fresh();
    store::save(scope, id, email.as_str(), &token.hash(), scope.now.plus_days(OFFER_DAYS)).await?;
    mails::offered(scope, email.as_str(), &car, &token).await?;
    Ok(id)
}

/// Takes an offer back; its link ends.
///
/// # Errors
/// `not_found` for cars of others and for those that are not offered.
pub async fn withdraw(scope: &mut Scope, input: &CarInput) -> Result<VehicleId> {
    let owner = policy::giver(&scope.actor)?;
    let id = vehicle_id(&input.vehicle_id)?;
    cars_store::get_for(scope, owner, id).await?;
    store::withdraw(scope, id).await?;
    Ok(id)
}

/// What a link offers, for its page.
///
/// # Errors
/// `expired` for a link that is unknown, used, withdrawn or too old.
pub async fn look(scope: &mut Scope, token: &str) -> Result<Offered> {
    store::offered(scope, &Token::sent(token.to_owned()).hash()).await?.ok_or_else(|| Code::Expired.into())
}

/// Takes the car. It counts for the account of the address it was offered to.
///
/// # Errors
/// `expired` as [`look`], `plate_taken` for who has a car with its plate or chassis number already, `not_found` for another's
/// offer, `forbidden` for who acts for another, `unauthenticated` for visitors.
pub async fn take(scope: &mut Scope, input: &TakeInput) -> Result<VehicleId> {
    policy::owner(&scope.actor)?;
    let offered = look(scope, &input.token).await?;
    let handover = policy::taker(&scope.actor, offered.from, &offered.email)?;
    lock_both(scope, handover).await?;
    // Withdrawn, used, or the car removed, while this one waited.
    if !store::use_up(scope, handover, &offered).await? {
        return Err(Code::Expired.into());
    }
    if cars_store::list_for(scope, handover.to).await?.iter().any(|car| car.plate == offered.plate) {
        return Err(AppError::new(Code::PlateTaken));
    }
    let id = offered.vehicle_id;
    let was_default = cars_store::get_for(scope, handover.from, id).await?.is_default;
    store::hand_over(scope, handover, id).await?;
    if let (true, Some(heir)) = (was_default, cars_store::find_newest(scope, handover.from).await?) {
        cars_store::save_default(scope, handover.from, heir).await?;
    }
    garage::hold(scope, handover.to, id, true).await?;
    sharing::forget(scope, id).await?;
    photos::forget(scope, id).await?;
    papers::forget_all(scope, id).await?;
    household::forget(scope, id).await?;
    reminders_store::hand_over(scope, id).await?;
    costs::forget(scope, id).await?;
    reminders::follow(scope, id).await?;
    mails::handed_over(scope, handover, &offered).await?;
    let detail = json!({ "from": handover.from.id(), "to": handover.to.id() });
    scope.audit("vehicles.hand_over", "vehicle", &id.to_string(), detail).await?;
    Ok(id)
}

/// In the order of their ids, so that two who give each other a car do not wait for each other for ever.
async fn lock_both(scope: &mut Scope, handover: Handover) -> Result<()> {
    let (from, to) = (handover.from, handover.to);
    let (first, second) = if from.id() < to.id() { (from, to) } else { (to, from) };
    cars_store::lock_cars(scope, first).await?;
    cars_store::lock_cars(scope, second).await
}
