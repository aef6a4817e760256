//! Looking through the catalogue, and keeping one's cars.

use super::{
    garage::{
        model::{Mark, Source},
        service as garage,
    },
    household::store as household,
    model::{
        AddInput, Added, BrandItem, Car, CarInput, CarSpec, CorrectionInput, EditInput, ModelItem, VariantItem,
        YearItem, vehicle_id, year,
    },
    photos::store as photos,
    policy,
    records::store::{self as records, files as papers},
    reminders::service as reminders,
    store::{self, merging as merge_store},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{BrandId, ModelId, UserId, VariantId, VehicleId},
        text::Plate,
    },
    modules::users,
    platform::Scope,
    say,
};
use std::collections::HashMap;

/// Every brand, by the Turkish alphabet.
pub fn brands(scope: &Scope) -> Vec<BrandItem> {
    let reference = scope.wires.reference.get();
    reference.brands.iter().map(|b| BrandItem { id: b.id, name: b.name.clone(), slug: b.slug.clone() }).collect()
}

/// A brand by id or slug.
///
/// # Errors
/// `not_found` for an unknown one.
pub fn brand(scope: &Scope, word: &str) -> Result<BrandItem> {
    let reference = scope.wires.reference.get();
    let brand = reference.find_brand(word).ok_or_else(|| AppError::new(Code::NotFound))?;
    Ok(BrandItem { id: brand.id, name: brand.name.clone(), slug: brand.slug.clone() })
}

/// The models of a brand, by name.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn models_of(scope: &mut Scope, brand: BrandId) -> Result<Vec<ModelItem>> {
    store::models(scope, brand).await
}

/// # Errors
/// `not_found` for an unknown model.
pub async fn model(scope: &mut Scope, word: &str) -> Result<(BrandId, ModelItem)> {
    let id: ModelId = word.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let (brand, name) = store::find_model(scope, id).await?.ok_or_else(|| AppError::new(Code::NotFound))?;
    Ok((brand, ModelItem { id, name }))
}

/// The name of a model without its brand.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn model_name(scope: &mut Scope, id: ModelId) -> Result<Option<String>> {
    Ok(store::find_model(scope, id).await?.map(|(_, name)| name))
}

/// The names of models; unknown ones are left out.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn model_names(scope: &mut Scope, ids: &[ModelId]) -> Result<HashMap<ModelId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    store::model_names(scope, ids).await
}

/// The years a model was built in, newest first.
///
/// # Errors
/// `not_found` for an unknown model.
pub async fn years(scope: &mut Scope, model_word: &str) -> Result<Vec<YearItem>> {
    let (_, model) = model(scope, model_word).await?;
    store::years(scope, model.id).await
}

/// The variants of a model in a year.
///
/// # Errors
/// `not_found` for an unknown model, `invalid` for what is no year.
pub async fn variants(scope: &mut Scope, model_word: &str, year_word: &str) -> Result<Vec<VariantItem>> {
    let year = year(year_word).map_err(|rule| AppError::field("year", rule))?;
    let (_, model) = model(scope, model_word).await?;
    store::variants(scope, model.id, year).await
}

/// The spec of a variant that was built in that year; otherwise nothing.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn spec_of(scope: &mut Scope, variant: VariantId, year: i16) -> Result<Option<CarSpec>> {
    Ok(car_of(scope, variant, year).await?.map(|(spec, _)| spec))
}

/// As [`spec_of`], with the body: codes of the catalogue (`sedan;wagon`).
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn car_of(scope: &mut Scope, variant: VariantId, year: i16) -> Result<Option<(CarSpec, String)>> {
    let found = store::find_spec(scope, variant, year).await?;
    Ok(found.and_then(|(spec, body, built)| built.then_some((spec, body))))
}

/// The actor's cars, the default first. People without a customer's side have none.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn mine(scope: &mut Scope) -> Result<Vec<Car>> {
    match policy::owner(&scope.actor) {
        Ok(owner) => store::list_for(scope, owner).await,
        Err(error) if error.code == Code::Forbidden => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// One of the actor's cars.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others and removed ones.
pub async fn get_for(scope: &mut Scope, id: VehicleId) -> Result<Car> {
    let owner = policy::reach(&scope.actor)?;
    store::get_for(scope, owner, id).await
}

/// The actor's car with this plate, if they have it.
///
/// # Errors
/// `unauthenticated` for visitors, `forbidden` for people without a customer's side.
pub async fn own_with_plate(scope: &mut Scope, plate: &Plate) -> Result<Option<VehicleId>> {
    let owner = policy::owner(&scope.actor)?;
    let cars = store::list_for(scope, owner).await?;
    Ok(cars.into_iter().find(|car| car.plate == plate.as_str()).map(|car| car.id))
}

/// Adds a car to the actor's; the first one becomes the default.
///
/// # Errors
/// `invalid` with the refused fields, `plate_taken` when the actor has a car with this plate.
pub async fn add(scope: &mut Scope, input: AddInput) -> Result<Added> {
    let owner = policy::owner(&scope.actor)?;
    let car = input.check()?;
    built(scope, car.variant_id, car.model_year).await?;
    store::lock_cars(scope, owner).await?;
    let id = store::insert(scope, owner, &car).await?;
    garage::begin(scope, id, &car).await?;
    Ok(Added { id })
}

/// # Errors
/// `invalid` for a variant that nobody can choose, or one that was not built in that year.
async fn built(scope: &mut Scope, variant: VariantId, year: i16) -> Result<CarSpec> {
    match store::find_spec(scope, variant, year).await? {
        None => Err(AppError::field("variant_id", Rule::UnknownChoice)),
        Some((_, _, false)) => Err(AppError::field("model_year", Rule::YearNotBuilt)),
        Some((spec, _, true)) => Ok(spec),
    }
}

/// One of the actor's cars, and whether a workshop has written into its book: such a car stays of its model.
///
/// # Errors
/// As [`get_for`].
pub async fn changeable(scope: &mut Scope, id: VehicleId) -> Result<(Car, bool)> {
    let car = get_for(scope, id).await?;
    Ok((car, records::is_signed(scope, id).await?))
}

/// The car was chosen wrongly: another variant, another year. Everything that hangs on it stays, and rules that come with the
/// new one remind of what they name.
///
/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields; `wrong_status` for another model once a workshop has
/// written into the book: whoever reads a signed line must know which car was meant.
pub async fn change_variant(scope: &mut Scope, input: &CorrectionInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let (id, variant, year) = match input.check() {
        Ok(checked) => checked,
        Err(error) => return Err(known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    store::lock_cars(scope, owner).await?;
    let (car, is_signed) = changeable(scope, id).await?;
    let spec = built(scope, variant, year).await?;
    if is_signed && spec.model_id != car.model_id {
        let message = say!(scope.lang, vehicles.model_signed).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongStatus) });
    }
    store::save_variant(scope, owner, id, variant, year).await?;
    reminders::follow(scope, id).await?;
    Ok(id)
}

/// Changes plate and kilometres.
///
/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields (kilometres never go back), `plate_taken`.
pub async fn edit(scope: &mut Scope, input: EditInput) -> Result<()> {
    let owner = policy::reach(&scope.actor)?;
    let (id, plate, km) = match input.check() {
        Ok(checked) => checked,
        Err(error) => return Err(known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    store::lock_cars(scope, owner).await?;
    let before = store::get_for(scope, owner, id).await?;
    garage::note_km(scope, id, km, Source::Owner).await?;
    if before.plate != plate.as_str() {
        store::save_plate(scope, owner, id, &plate).await?;
        garage::claim(scope, id, Mark::Plate, plate.as_str()).await?;
    }
    Ok(())
}

/// A stranger's wrong input is answered like a stranger's right one: no such car.
pub async fn known_to(scope: &mut Scope, owner: policy::Owner, id: &str, error: AppError) -> Result<AppError> {
    store::get_for(scope, owner, vehicle_id(id)?).await?;
    Ok(error)
}

/// Removes a car; its appointments keep it. A removed default passes to the newest other car.
///
/// # Errors
/// `not_found` for cars of others and for those already removed.
pub async fn remove(scope: &mut Scope, input: CarInput) -> Result<()> {
    let owner = policy::reach(&scope.actor)?;
    let id = vehicle_id(&input.vehicle_id)?;
    store::lock_cars(scope, owner).await?;
    let car = store::get_for(scope, owner, id).await?;
    store::remove(scope, owner, id).await?;
    garage::give_up(scope, id).await?;
    photos::forget(scope, id).await?;
    papers::forget_all(scope, id).await?;
    household::forget(scope, id).await?;
    if let (true, Some(heir)) = (car.is_default, store::find_newest(scope, owner).await?) {
        store::save_default(scope, owner, heir).await?;
    }
    Ok(())
}

/// Makes a car the one that searches and bookings start with.
///
/// # Errors
/// `not_found` for cars of others.
pub async fn make_default(scope: &mut Scope, input: CarInput) -> Result<()> {
    let owner = policy::reach(&scope.actor)?;
    let id = vehicle_id(&input.vehicle_id)?;
    store::lock_cars(scope, owner).await?;
    store::get_for(scope, owner, id).await?;
    store::save_default(scope, owner, id).await
}

/// Who has a car with this plate, for the desk.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody without a place at the desk.
pub async fn owners_of_plate(scope: &mut Scope, plate: &Plate) -> Result<Vec<UserId>> {
    users::may_list(&scope.actor)?;
    store::owners_of_plate(scope, plate).await
}

/// How many cars a person has, for the desk.
///
/// # Errors
/// As [`owners_of_plate`].
pub async fn count_of(scope: &mut Scope, user: UserId) -> Result<i64> {
    users::may_list(&scope.actor)?;
    store::count_of(scope, user).await
}

/// Before the accounts of one person become one: cars that both have are one from here on.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn join_twins(scope: &mut Scope, event: &users::AccountsMerge) -> Result<()> {
    let merging = event.merging;
    merge_store::lock(scope, merging).await?;
    merge_store::freeze_shares(scope, merging).await?;
    let pairs = merge_store::join_twins(scope, merging).await?;
    if pairs.is_empty() {
        return Ok(());
    }
    merge_store::complete(scope, &pairs).await?;
    merge_store::carry_histories(scope, &pairs).await?;
    merge_store::carry_belongings(scope, &pairs).await?;
    merge_store::carry_marks(scope, &pairs).await
}

/// People who may be the same as this one: a plate or chassis number leads from one garage to the other.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn sharing_marks(scope: &mut Scope, user: UserId, limit: i64) -> Result<Vec<UserId>> {
    let people = merge_store::sharing_marks(scope, *user, limit).await?;
    Ok(people.into_iter().map(Into::into).collect())
}
