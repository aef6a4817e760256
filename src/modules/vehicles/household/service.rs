//! Asking people to share one's cars, joining them, ending it; and what members see of cars that others share.

use super::{
    mails,
    model::{
        AnswerInput, Cars, ChangeInput, InviteInput, MembershipInput, Right, SharedItem, Terms, first_name,
        membership_id,
    },
    store::{self, Asked, Joined, Membership, SharedCar},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{CustomerId, VehicleId},
        page::Page,
        time::Day,
    },
    modules::{
        auth::limits,
        vehicles::{
            model::Car,
            policy::{self, Guest, Owner},
            records::{
                service::PAGE,
                store::{self as records, Entry, Filter},
            },
            reminders::store::{self as reminders, Reminder},
            sharing::service::without_secrets,
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
use uuid::Uuid;

/// Days that the link of an invitation holds.
pub const INVITATION_DAYS: i64 = 7;
/// People who share one owner's cars, together with those who were asked.
pub const MEMBERS_MAX: usize = 10;
/// Invitations that one person mails.
const INVITATIONS: Limit = Limit { burst: 10, every_seconds: 3600 };

/// Both sides of a person's households.
#[derive(Clone, Debug)]
pub struct Household {
    pub own_cars: Vec<Car>,
    pub members: Vec<Membership>,
    pub joined: Vec<Joined>,
    pub shared: Vec<SharedCar>,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a customer's side.
pub async fn household(scope: &mut Scope) -> Result<Household> {
    let (owner, guest) = (policy::reach(&scope.actor)?, policy::guest(&scope.actor)?);
    Ok(Household {
        own_cars: cars_store::list_for(scope, owner).await?,
        members: store::of_owner(scope, owner).await?,
        joined: store::of_member(scope, guest).await?,
        shared: store::shared(scope, guest, None).await?,
    })
}

/// The cars that others share with the actor. People without a customer's side are in no household.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn shared(scope: &mut Scope) -> Result<Vec<SharedCar>> {
    match policy::guest(&scope.actor) {
        Ok(guest) => store::shared(scope, guest, None).await,
        Err(error) if error.code == Code::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The same for other clients.
///
/// # Errors
/// As [`shared`].
pub async fn shared_items(scope: &mut Scope) -> Result<Vec<SharedItem>> {
    let item = |SharedCar { car, owner, rights, .. }: SharedCar| SharedItem {
        id: car.id,
        plate: car.plate,
        label: car.label,
        brand_id: car.brand_id,
        model_id: car.model_id,
        variant_id: car.variant_id,
        model_year: car.model_year,
        km: car.km,
        owner: first_name(&owner).to_owned(),
        may_book: rights.hold(Right::Book),
        may_pay: rights.hold(Right::Pay),
    };
    Ok(shared(scope).await?.into_iter().map(item).collect())
}

/// A car that is shared, as a member sees it: what comes due by rule and what was done, without prices, notes and papers.
#[derive(Clone, Debug)]
pub struct Shown {
    pub shared: SharedCar,
    pub due: Vec<Reminder>,
    pub entries: Page<Entry>,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars that nobody shares with the actor.
pub async fn look_at(scope: &mut Scope, id: VehicleId, after: Option<(Day, Uuid)>) -> Result<Shown> {
    let guest = policy::guest(&scope.actor)?;
    let shared = store::shared_one(scope, guest, id).await?;
    policy::may(shared.rights, Right::View)?;
    let due = reminders::ruled_of(scope, id).await?;
    let filter = Filter { after, ..Filter::default() };
    let rows = records::list(scope, id, &filter, i64::try_from(PAGE + 1).unwrap_or_default()).await?;
    let rows = rows.into_iter().map(|entry| without_secrets(entry, false)).collect();
    let entries = Page::cut(rows, PAGE, |entry: &Entry| format!("{}_{}", entry.done_on, entry.record_id));
    Ok(Shown { shared, due, entries })
}

/// A car that the actor may book with: one's own, or one that is shared for it.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of strangers, `forbidden` for one that is shared to be seen only.
pub async fn bookable(scope: &mut Scope, id: VehicleId) -> Result<Car> {
    let permits = (policy::reach(&scope.actor)?, policy::guest(&scope.actor)?);
    reached(scope, permits, id).await
}

/// [`bookable`] for a customer for whom the house works by itself.
///
/// # Errors
/// As [`bookable`], and `forbidden` for everybody but the house.
pub async fn bookable_by(scope: &mut Scope, customer: CustomerId, id: VehicleId) -> Result<Car> {
    let permits = policy::on_behalf(&scope.actor, customer)?;
    reached(scope, permits, id).await
}

async fn reached(scope: &mut Scope, (owner, guest): (Owner, Guest), id: VehicleId) -> Result<Car> {
    match cars_store::get_for(scope, owner, id).await {
        Err(error) if error.code == Code::NotFound => {}
        found => return found,
    }
    let shared = store::shared_one(scope, guest, id).await?;
    policy::may(shared.rights, Right::Book)?;
    Ok(shared.car)
}

/// The cars that the actor may book with, one's own first; a shared one with the first name of its owner.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn bookables(scope: &mut Scope) -> Result<Vec<(Car, Option<String>)>> {
    let own = crate::modules::vehicles::service::mine(scope).await?.into_iter().map(|car| (car, None));
    let shared = shared(scope).await?.into_iter().filter(|shared| shared.rights.hold(Right::Book));
    let shared = shared.map(|shared| (shared.car, Some(first_name(&shared.owner).to_owned())));
    Ok(own.chain(shared).collect())
}

/// [`bookable`] once more, now that a booking is about to be written: until it is, nobody ends what allows it, and nobody else books
/// this car.
///
/// # Errors
/// As [`bookable`].
pub async fn hold(scope: &mut Scope, car: &Car) -> Result<()> {
    let guest = policy::guest(&scope.actor)?;
    store::lock_car(scope, car.id).await?;
    if guest.id() == car.customer_id {
        return Ok(());
    }
    store::hold(scope, guest, car.id).await?;
    bookable(scope, car.id).await.map(drop)
}

/// Asks somebody by mail to share one's cars. The answer is the same whether the address has an account or not.
///
/// # Errors
/// `invalid` with the refused fields (also beyond [`MEMBERS_MAX`], and for cars of others); `in_use` for one's own address, for who
/// shares them already and for who was asked already; `too_many` beyond the limits; `forbidden` for who acts for another.
pub async fn invite(scope: &mut Scope, input: &InviteInput) -> Result<()> {
    let owner = policy::giver(&scope.actor)?;
    let (email, terms) = input.check()?;
    let email = email.as_str();
    cars_store::lock_cars(scope, owner).await?;
    own_cars_only(scope, owner, &terms).await?;
    if scope.actor.person().is_some_and(|person| person.email == email) {
        return Err(known(say!(scope.lang, household.own_address)));
    }
    if store::belongs(scope, owner, email).await? {
        return Err(known(say!(scope.lang, household.belongs_already)));
    }
    let (count, is_asked) = store::count(scope, owner, email).await?;
    if is_asked {
        return Err(known(say!(scope.lang, household.asked_already)));
    }
    if count >= MEMBERS_MAX {
        return Err(AppError::field_with("email", Rule::TooMany, i64::try_from(MEMBERS_MAX).ok()));
    }
    rate_limit::spend_in(scope, "household_invitation", &owner.id().to_string(), INVITATIONS).await?;
    limits::spend_mail(scope, email).await?;
    let token = Token::fresh();
    let until = scope.now.plus_days(INVITATION_DAYS);
    let id = store::ask(scope, owner, email, &terms, &token.hash(), until).await?;
    let asked = store::asked(scope, &token.hash()).await?.ok_or(Code::Internal)?;
    mails::invited(scope, &asked, &token).await?;
    scope.audit("vehicles.invite_member", "household", &id.to_string(), json!({ "owner": owner.id() })).await
}

/// The cars must be locked, so that none of them goes to another owner meanwhile.
async fn own_cars_only(scope: &mut Scope, owner: policy::Owner, terms: &Terms) -> Result<()> {
    let Cars::These(named) = &terms.cars else { return Ok(()) };
    let own = cars_store::list_for(scope, owner).await?;
    let mut checks = Checks::default();
    let are_own = named.iter().all(|id| own.iter().any(|car| car.id == *id));
    checks.require("vehicle_ids", are_own, Rule::UnknownChoice);
    checks.done()
}

/// Changes which cars somebody shares and what they may do; it holds with their next request.
///
/// # Errors
/// `not_found` for memberships of others, `invalid` with the refused fields, `forbidden` for who acts for another.
pub async fn change(scope: &mut Scope, input: &ChangeInput) -> Result<()> {
    let owner = policy::giver(&scope.actor)?;
    let id = membership_id(&input.membership_id)?;
    cars_store::lock_cars(scope, owner).await?;
    // A stranger's wrong input is answered like a stranger's right one.
    if !store::of_owner(scope, owner).await?.iter().any(|membership| membership.id == id) {
        return Err(Code::NotFound.into());
    }
    let terms = input.check()?;
    own_cars_only(scope, owner, &terms).await?;
    store::save_terms(scope, owner, id, &terms).await?;
    let detail = json!({ "book": terms.rights.book, "pay": terms.rights.pay });
    scope.audit("vehicles.change_member", "household", &id.to_string(), detail).await
}

/// Ends it for somebody, or takes an invitation back. Visits that they have booked stay theirs.
///
/// # Errors
/// `not_found` for memberships of others, `forbidden` for who acts for another.
pub async fn remove(scope: &mut Scope, input: &MembershipInput) -> Result<()> {
    let owner = policy::giver(&scope.actor)?;
    let id = membership_id(&input.membership_id)?;
    if let Some(member) = store::remove(scope, owner, id).await? {
        mails::removed(scope, id, member, owner.id()).await?;
    }
    scope.audit("vehicles.remove_member", "household", &id.to_string(), json!({})).await
}

/// Leaves a household; its owner is told.
///
/// # Errors
/// `not_found` for memberships of others, `forbidden` for who acts for another.
pub async fn leave(scope: &mut Scope, input: &MembershipInput) -> Result<()> {
    let guest = policy::member(&scope.actor)?;
    let id = membership_id(&input.membership_id)?;
    let owner = store::leave(scope, guest, id).await?;
    mails::left(scope, id, owner, guest.id()).await?;
    scope.audit("vehicles.leave_household", "household", &id.to_string(), json!({})).await
}

/// What a link asks somebody to join, for its page.
///
/// # Errors
/// `expired` for a link that is unknown, used, taken back or too old.
pub async fn look(scope: &mut Scope, token: &str) -> Result<Asked> {
    store::asked(scope, &hash(token)).await?.ok_or_else(|| Code::Expired.into())
}

/// Joins the household whose mail it was. It counts for the account of the address it was sent to.
///
/// # Errors
/// `expired` as [`look`], `in_use` for who shares these cars already, `not_found` for another's invitation, `forbidden` for who acts
/// for another, `unauthenticated` for visitors.
pub async fn join(scope: &mut Scope, input: &AnswerInput) -> Result<()> {
    policy::owner(&scope.actor)?;
    let asked = look(scope, &input.token).await?;
    let guest = policy::invited(&scope.actor, asked.owner_id, &asked.email)?;
    // Withdrawn or used while this one waited.
    let is_in = store::join(scope, guest, &hash(&input.token)).await.map_err(|error| match error.code {
        Code::InUse => known(say!(scope.lang, household.shared_already)),
        _ => error,
    })?;
    if !is_in {
        return Err(Code::Expired.into());
    }
    mails::joined(scope, &asked, guest.id()).await?;
    scope.audit("vehicles.join_household", "household", &asked.id.to_string(), json!({ "owner": asked.owner_id })).await
}

/// Says no. Whoever has the link may: it came to the address that was asked, and nobody needs an account to refuse.
///
/// # Errors
/// `expired` as [`look`].
pub async fn decline(scope: &mut Scope, input: &AnswerInput) -> Result<()> {
    let asked = look(scope, &input.token).await?;
    if !store::decline(scope, &hash(&input.token)).await? {
        return Err(Code::Expired.into());
    }
    mails::declined(scope, &asked).await
}

fn hash(token: &str) -> Vec<u8> {
    Token::sent(token.to_owned()).hash()
}

fn known(sentence: &str) -> AppError {
    AppError { message: sentence.to_owned(), ..AppError::new(Code::InUse) }
}
