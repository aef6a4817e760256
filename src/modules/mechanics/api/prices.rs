//! Server functions about prices; for who runs the workshop.

use crate::{
    kernel::error::AppError,
    modules::mechanics::prices::inputs::{CarPriceInput, PriceIdInput, PromiseInput, RaiseInput, TableInput},
};
use leptos::prelude::*;

/// What an offer promises about parts and warranty.
#[server(endpoint = "mechanics/save_promise")]
pub async fn save_promise(input: PromiseInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::prices::service::save_promise(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |slug| paths::workshop_price(slug)).map(drop)
}

/// Another price for some cars.
#[server(endpoint = "mechanics/put_car_price")]
pub async fn put_car_price(input: CarPriceInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::prices::service::put(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |slug| paths::workshop_price(slug)).map(drop)
}

/// Takes a price for some cars away.
#[server(endpoint = "mechanics/remove_car_price")]
pub async fn remove_car_price(input: PriceIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::prices::service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |slug| paths::workshop_price(slug)).map(drop)
}

/// Changes all prices of a category, or of the workshop, by so many per cent.
#[server(endpoint = "mechanics/raise_prices")]
pub async fn raise_prices(input: RaiseInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::prices::service::raise(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_SERVICES.to_owned())
}

/// Saves the changed rows of the table of all offers.
#[server(endpoint = "mechanics/save_price_table")]
pub async fn save_price_table(input: TableInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::prices::table::save(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_PRICES.to_owned())
}
