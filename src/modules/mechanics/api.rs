//! Server functions of `mechanics`.

pub mod adverts;
pub mod application;
pub mod certificates;
pub mod payout;
pub mod people;
pub mod photos;
pub mod prices;
pub mod seasons;
pub mod staff;
pub mod tablet;

use super::{
    favourites::model::FavouriteInput,
    profile::model::ProfileAnswer,
    saved::inputs::{SaveSearchInput, SavedSearchInput, StopNewsInput, TellSearchInput},
    search::model::SearchAnswer,
    workshop::model::{
        DecisionInput, ExceptionIdInput, ExceptionInput, HoursInput, MyWorkshop, Opened, ProfileInput, RuleIdInput,
        RuleInput, ServiceInput, ServicesInput, SettingsInput,
    },
};
use crate::kernel::error::AppError;
use leptos::prelude::*;

/// Finds public workshops. Places by slug or plate code, the service by slug or id, `vehicle` one of one's own cars;
/// `sort`: best, distance, rating, price (needs `service`) or earliest; `after`: the `next` of the page before.
#[server(endpoint = "mechanics/search", input = server_fn::codec::GetUrl)]
pub async fn search(
    #[server(default)] service: String,
    #[server(default)] il: String,
    #[server(default)] ilce: String,
    #[server(default)] lat: String,
    #[server(default)] lon: String,
    #[server(default)] radius_km: String,
    #[server(default)] vehicle: String,
    #[server(default)] sort: String,
    #[server(default)] after: String,
) -> Result<SearchAnswer, AppError> {
    use super::search::{Asked, answer};
    use crate::platform::Scope;
    let asked = Asked { service, il, ilce, lat, lon, radius_km, vehicle, sort, after, ..Asked::default() };
    let mut scope = Scope::reading()?;
    answer(&mut scope, &asked).await
}

/// A public workshop with its offers and hours.
#[server(endpoint = "mechanics/profile", input = server_fn::codec::GetUrl)]
pub async fn profile(slug: String) -> Result<ProfileAnswer, AppError> {
    use super::profile::answer;
    use crate::platform::Scope;
    let mut scope = Scope::reading()?;
    answer(&mut scope, &slug).await
}

/// One's own workshop, whole.
#[server(name = MineWorkshop, endpoint = "mechanics/mine", input = server_fn::codec::GetUrl)]
pub async fn mine() -> Result<MyWorkshop, AppError> {
    super::workshop::service::mine(&mut crate::platform::Scope::reading()?).await
}

/// Opens the workshop of a person who registered as mechanic; it then waits for verification.
#[server(name = OpenWorkshop, endpoint = "mechanics/open")]
pub async fn open(input: ProfileInput) -> Result<Opened, AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::open(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "opened", |_| paths::WORKSHOP_SERVICES.to_owned())
}

/// Name, phone, story and place.
#[server(endpoint = "mechanics/save_profile")]
pub async fn save_profile(input: ProfileInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::save_profile(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_PROFILE.to_owned())
}

/// How bookings are taken, and the lifts.
#[server(endpoint = "mechanics/save_booking_settings")]
pub async fn save_booking_settings(input: SettingsInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::save_booking_settings(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_HOURS.to_owned())
}

/// Adds and changes offers; those not named stay as they are.
#[server(endpoint = "mechanics/save_services")]
pub async fn save_services(input: ServicesInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::save_services(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_SERVICES.to_owned())
}

/// Takes a service out of the offers.
#[server(endpoint = "mechanics/remove_service")]
pub async fn remove_service(input: ServiceInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::remove_service(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_SERVICES.to_owned())
}

/// Replaces the named days of the weekly plan.
#[server(endpoint = "mechanics/save_hours")]
pub async fn save_hours(input: HoursInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::save_hours(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_HOURS.to_owned())
}

/// Adds days that differ from the plan.
#[server(endpoint = "mechanics/add_exception")]
pub async fn add_exception(input: ExceptionInput) -> Result<crate::kernel::ids::ExceptionId, AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::add_exception(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "added", |_| paths::WORKSHOP_HOURS.to_owned())
}

/// Removes days that differ from the plan.
#[server(endpoint = "mechanics/remove_exception")]
pub async fn remove_exception(input: ExceptionIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::remove_exception(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_HOURS.to_owned())
}

/// Adds a rule about cars.
#[server(endpoint = "mechanics/add_vehicle_rule")]
pub async fn add_vehicle_rule(input: RuleInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::add_vehicle_rule(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "added", |()| paths::WORKSHOP_VEHICLES.to_owned())
}

/// Removes a rule about cars.
#[server(endpoint = "mechanics/remove_vehicle_rule")]
pub async fn remove_vehicle_rule(input: RuleIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::workshop::service::remove_vehicle_rule(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_VEHICLES.to_owned())
}

/// Lets a workshop be found and booked; for admins.
#[server(name = VerifyMechanic, endpoint = "mechanics/verify")]
pub async fn verify(input: DecisionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_MECHANICS);
    let mut scope = Scope::begin().await?;
    let result = super::desk::verify_by(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "verified", |()| place)
}

/// Takes a workshop out of search and booking, with a reason; for admins.
#[server(name = SuspendMechanic, endpoint = "mechanics/suspend")]
pub async fn suspend(input: DecisionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_MECHANICS);
    let mut scope = Scope::begin().await?;
    let result = super::desk::suspend_by(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "suspended", |()| place)
}

/// Ends a suspension; for admins.
#[server(name = ReinstateMechanic, endpoint = "mechanics/reinstate")]
pub async fn reinstate(input: DecisionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_MECHANICS);
    let mut scope = Scope::begin().await?;
    let result = super::desk::reinstate_by(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "reinstated", |()| place)
}

/// Keeps a workshop among one's favourites.
#[server(endpoint = "mechanics/add_favourite")]
pub async fn add_favourite(input: FavouriteInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::FAVOURITES);
    let mut scope = Scope::begin().await?;
    let result = super::favourites::service::add(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "kept", |()| place)
}

/// Forgets which workshops one has looked at.
#[server(endpoint = "mechanics/forget_seen")]
pub async fn forget_seen() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::seen::service::forget(&mut scope).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::FAVOURITES.to_owned())
}

/// Lets a workshop go out of one's favourites.
#[server(endpoint = "mechanics/remove_favourite")]
pub async fn remove_favourite(input: FavouriteInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::FAVOURITES);
    let mut scope = Scope::begin().await?;
    let result = super::favourites::service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "let_go", |()| place)
}

/// Saves a search for another time.
#[server(endpoint = "mechanics/save_search")]
pub async fn save_search(input: SaveSearchInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::saved::service::save(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::FAVOURITES.to_owned())
}

/// Lets a saved search go.
#[server(endpoint = "mechanics/remove_search")]
pub async fn remove_search(input: SavedSearchInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::saved::service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::FAVOURITES.to_owned())
}

/// Says whether a saved search tells of new workshops.
#[server(endpoint = "mechanics/tell_search")]
pub async fn tell_search(input: TellSearchInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::saved::service::tell(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::FAVOURITES.to_owned())
}

/// Ends the mails about new workshops, for whoever has one.
#[server(endpoint = "mechanics/stop_search_news")]
pub async fn stop_search_news(input: StopNewsInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::saved::service::stop_news(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::HOME.to_owned())
}
