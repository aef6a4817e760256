//! Noting what a car costs, and adding it up with what stands in the book.

use super::{
    model::{COSTS_MAX, CostInput, OneCostInput, cost_id},
    store::{self, After, CarTotal, Cost, Spent},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::VehicleId,
        money::Money,
        page::Page,
        time::Day,
    },
    modules::vehicles::{
        model::{Car, vehicle_id},
        policy, service as cars, store as cars_store,
    },
    platform::Scope,
};

pub const PAGE: usize = 50;

/// What one's cars have cost.
#[derive(Clone, Debug, Default)]
pub struct Spending {
    /// Those kept, to choose from.
    pub cars: Vec<Car>,
    /// The one that is looked at, with what was noted for it.
    pub chosen: Option<(Car, Page<Cost>)>,
    /// By car and year, the latest year first.
    pub lines: Page<Spent>,
    /// Sums over everything, also over what the lines leave out.
    pub by_year: Vec<(i16, Money)>,
    pub by_car: Vec<CarTotal>,
}

/// Of all cars, or of one; `after` is the last line seen, of a car the last thing noted for it. People without a customer's side
/// have no cars. A cursor that is none begins anew.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn spending(scope: &mut Scope, car: &str, after: &str) -> Result<Spending> {
    let owner = match policy::owner(&scope.actor) {
        Ok(owner) => owner,
        Err(error) if error.code == Code::Forbidden => return Ok(Spending::default()),
        Err(error) => return Err(error),
    };
    let cars = cars_store::list_for(scope, owner).await?;
    let chosen = match car {
        "" => None,
        word => {
            let car = cars_store::get_for(scope, owner, vehicle_id(word)?).await?;
            let after = after.split_once('_').and_then(|(day, id)| Some((Day::parse(day)?, id.parse().ok()?)));
            let costs = store::list(scope, car.id, after, PAGE).await?;
            Some((car, costs))
        }
    };
    let one = chosen.as_ref().map(|(car, _)| car.id);
    let last = if one.is_none() { line(after) } else { None };
    Ok(Spending {
        lines: store::spent_by(scope, owner, one, last).await?,
        by_year: store::spent_by_year(scope, owner, one).await?,
        by_car: if one.is_none() { store::spent_by_car(scope, owner).await? } else { Vec::new() },
        cars,
        chosen,
    })
}

fn line(text: &str) -> Option<After> {
    let mut parts = text.splitn(3, '_');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields, also beyond [`COSTS_MAX`].
pub async fn add(scope: &mut Scope, input: &CostInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let (id, new) = match input.check(scope.now.day()) {
        Ok(checked) => checked,
        Err(error) => return Err(cars::known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    cars_store::lock_cars(scope, owner).await?;
    cars_store::get_for(scope, owner, id).await?;
    if store::count(scope, id).await? >= COSTS_MAX {
        return Err(AppError::field_with("amount", Rule::TooMany, Some(COSTS_MAX)));
    }
    store::insert(scope, id, &new).await?;
    Ok(id)
}

/// # Errors
/// `not_found` for those of others.
pub async fn remove(scope: &mut Scope, input: &OneCostInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    store::delete(scope, owner, cost_id(&input.cost_id)?).await
}
