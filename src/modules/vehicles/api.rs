//! Server functions of `vehicles`. The catalogue is the same for everybody, so browsers may keep it for an hour.

mod catalogue;
mod costs;
mod garage;
mod handover;
mod household;
mod photos;
mod records;
mod reminders;
mod sharing;

pub use catalogue::{
    find, merge_models, merge_variants, propose, refuse_proposal, save_brand, save_model, save_variant,
};
pub use costs::{add_cost, remove_cost};
pub use garage::{correct_km, reclaim, save_papers};
pub use handover::{accept_car, offer_car, withdraw_offer};
pub use household::{
    change_member, decline_household, invite_member, join_household, leave_household, remove_member, shared,
};
pub use photos::{cover_car_photo, remove_car_photo};
pub use records::{remove_record_file, save_record, withdraw_record};
pub use reminders::{
    add_reminder, close_reminder, finish_reminder, set_reminders, snooze_reminder, switch_on_reminder,
};
pub use sharing::{revoke_share, share_book};

use super::model::{
    AddInput, Added, BrandItem, CarInput, CarItem, CorrectionInput, EditInput, ModelItem, VariantItem, YearItem,
};
use crate::kernel::error::AppError;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Every brand of the catalogue.
#[server(endpoint = "vehicles/brands", input = GetUrl)]
pub async fn brands() -> Result<Vec<BrandItem>, AppError> {
    use crate::platform::{Scope, reply::cacheable};
    let scope = Scope::reading()?;
    Ok(cacheable(super::service::brands(&scope)))
}

/// The models of a brand, named by id or slug.
#[server(endpoint = "vehicles/models", input = GetUrl)]
pub async fn models(brand: String) -> Result<Vec<ModelItem>, AppError> {
    use crate::platform::{Scope, reply::cacheable};
    let mut scope = Scope::reading()?;
    let brand = super::service::brand(&scope, &brand)?;
    super::service::models_of(&mut scope, brand.id).await.map(cacheable)
}

/// The years a model was built in, newest first.
#[server(endpoint = "vehicles/years", input = GetUrl)]
pub async fn years(model: String) -> Result<Vec<YearItem>, AppError> {
    use crate::platform::{Scope, reply::cacheable};
    let mut scope = Scope::reading()?;
    super::service::years(&mut scope, &model).await.map(cacheable)
}

/// The variants of a model in a year.
#[server(endpoint = "vehicles/variants", input = GetUrl)]
pub async fn variants(model: String, year: String) -> Result<Vec<VariantItem>, AppError> {
    use crate::platform::{Scope, reply::cacheable};
    let mut scope = Scope::reading()?;
    super::service::variants(&mut scope, &model, &year).await.map(cacheable)
}

/// Adds a car to one's own.
#[server(name = AddCar, endpoint = "vehicles/add")]
pub async fn add(input: AddInput) -> Result<Added, AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let next = paths::own_path(&input.next, paths::CARS);
    let mut scope = Scope::begin().await?;
    let result = super::service::add(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "added", |_| next)
}

/// One's own cars, the default first.
#[server(endpoint = "vehicles/mine", input = GetUrl)]
pub async fn mine() -> Result<Vec<CarItem>, AppError> {
    let mut scope = crate::platform::Scope::reading()?;
    Ok(super::service::mine(&mut scope).await?.into_iter().map(CarItem::from).collect())
}

/// Changes plate and kilometres of one's own car.
#[server(endpoint = "vehicles/edit")]
pub async fn edit(input: EditInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::edit(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::CARS.to_owned())
}

/// Says which variant and year one's own car is.
#[server(endpoint = "vehicles/change_variant")]
pub async fn change_variant(input: CorrectionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::change_variant(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car(*id)).map(drop)
}

/// Removes one's own car.
#[server(endpoint = "vehicles/remove")]
pub async fn remove(input: CarInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::remove(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::CARS.to_owned())
}

/// Makes one's own car the default.
#[server(endpoint = "vehicles/make_default")]
pub async fn make_default(input: CarInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::make_default(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::CARS.to_owned())
}
