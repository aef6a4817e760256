//! SQL of the catalogue and of `customer_vehicles`.

pub mod merging;
pub mod personal;

use super::{
    model::{Car, CarSpec, Fuel, ModelItem, NewCar, VariantItem, YearItem},
    policy::Owner,
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{BrandId, ModelId, UserId, VariantId, VehicleId},
        text::Plate,
    },
    platform::{OnConstraint, Scope},
};
use std::collections::HashMap;
use uuid::Uuid;

const PLATE_ONCE: &str = "customer_vehicles_plate_once_per_customer";

pub async fn models(scope: &mut Scope, brand: BrandId) -> Result<Vec<ModelItem>> {
    let models = sqlx::query_as!(
        ModelItem,
        r#"select id, name from models where brand_id = $1 and is_active order by name collate "tr-x-icu""#,
        *brand
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(models)
}

/// A model with its brand.
pub async fn find_model(scope: &mut Scope, id: ModelId) -> Result<Option<(BrandId, String)>> {
    let row = sqlx::query!("select brand_id, name from models where id = $1", *id)
        .fetch_optional(scope.conn().await?)
        .await?;
    Ok(row.map(|row| (row.brand_id.into(), row.name)))
}

pub async fn model_names(scope: &mut Scope, ids: &[ModelId]) -> Result<HashMap<ModelId, String>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| **id).collect();
    let rows =
        sqlx::query!("select id, name from models where id = any($1)", &ids).fetch_all(scope.conn().await?).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

/// Newest first.
pub async fn years(scope: &mut Scope, model: ModelId) -> Result<Vec<YearItem>> {
    let years = sqlx::query_as!(
        YearItem,
        r#"select id, year::text as "name!", year from model_years where model_id = $1 order by year desc"#,
        *model
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(years)
}

pub async fn variants(scope: &mut Scope, model: ModelId, year: i16) -> Result<Vec<VariantItem>> {
    let variants = sqlx::query_as!(
        VariantItem,
        r#"select id, name, fuel, transmission, generation, body from variants
           where model_id = $1 and is_active and year_from <= $2 and coalesce(year_to, $2) >= $2
           order by name collate "tr-x-icu", transmission, year_from, id"#,
        *model,
        year
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(variants)
}

/// The spec of a variant in a year, and its body; the flag says whether it was built then. `None`: nobody can choose such a variant.
pub async fn find_spec(scope: &mut Scope, variant: VariantId, year: i16) -> Result<Option<(CarSpec, String, bool)>> {
    let row = sqlx::query!(
        r#"select m.brand_id, v.model_id, v.fuel, v.body,
                  v.year_from <= $2 and coalesce(v.year_to, $2) >= $2
                  and exists (select from model_years y where y.model_id = v.model_id and y.year = $2) as "built!"
           from variants v join models m on m.id = v.model_id join brands b on b.id = m.brand_id
           where v.id = $1 and v.is_active and m.is_active and b.is_active"#,
        *variant,
        year
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| {
        let fuel = Fuel::parse(&row.fuel);
        (CarSpec { brand_id: row.brand_id.into(), model_id: row.model_id.into(), year, fuel }, row.body, row.built)
    }))
}

/// The default first, then the newest.
pub async fn list_for(scope: &mut Scope, owner: Owner) -> Result<Vec<Car>> {
    let cars = sqlx::query_as!(
        Car,
        r#"select v.id, v.customer_id, v.plate, b.name || ' ' || m.name || ' ' || t.name as "label!", m.brand_id, t.model_id,
                  v.variant_id, v.model_year, v.km, v.is_default, coalesce(v.fuel, t.fuel) as "fuel!", t.transmission, t.body
           from customer_vehicles v
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where v.customer_id = $1 and v.removed_at is null
           order by v.is_default desc, v.created_at desc, v.id desc"#,
        *owner.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(cars)
}

/// `not_found` for the cars of others and for removed ones.
pub async fn get_for(scope: &mut Scope, owner: Owner, id: VehicleId) -> Result<Car> {
    let car = sqlx::query_as!(
        Car,
        r#"select v.id, v.customer_id, v.plate, b.name || ' ' || m.name || ' ' || t.name as "label!", m.brand_id, t.model_id,
                  v.variant_id, v.model_year, v.km, v.is_default, coalesce(v.fuel, t.fuel) as "fuel!", t.transmission, t.body
           from customer_vehicles v
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where v.id = $2 and v.customer_id = $1 and v.removed_at is null"#,
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(car)
}

/// Makes changes to one customer's cars wait for each other until the transaction ends. Without it two first cars, or a
/// removal beside a new default, could both claim the one default.
pub async fn lock_cars(scope: &mut Scope, owner: Owner) -> Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('customer_vehicles ' || $1::text, 0)) as "locked: ()""#,
        owner.id().to_string()
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Becomes the default when there is none. The cars must be locked.
pub async fn insert(scope: &mut Scope, owner: Owner, car: &NewCar) -> Result<VehicleId> {
    let (id, now) = (VehicleId::fresh(), scope.now);
    sqlx::query!(
        "insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, is_default, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6,
                 not exists (select from customer_vehicles where customer_id = $2 and is_default and removed_at is null), $7, $7)",
        *id,
        *owner.id(),
        car.plate.as_str(),
        *car.variant_id,
        car.model_year,
        car.km,
        now
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint(PLATE_ONCE, Code::PlateTaken)?;
    Ok(id)
}

pub async fn save_plate(scope: &mut Scope, owner: Owner, id: VehicleId, plate: &Plate) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update customer_vehicles set plate = $3, updated_at = $4 where id = $2 and customer_id = $1 and removed_at is null",
        *owner.id(),
        *id,
        plate.as_str(),
        now
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint(PLATE_ONCE, Code::PlateTaken)?;
    Ok(())
}

pub async fn save_variant(scope: &mut Scope, owner: Owner, id: VehicleId, variant: VariantId, year: i16) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update customer_vehicles set variant_id = $3, model_year = $4, updated_at = $5
         where id = $2 and customer_id = $1 and removed_at is null",
        *owner.id(),
        *id,
        *variant,
        year,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Takes a car out of sight; its row stays. The cars must be locked.
pub async fn remove(scope: &mut Scope, owner: Owner, id: VehicleId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update customer_vehicles set removed_at = $3, updated_at = $3, is_default = false
         where id = $2 and customer_id = $1 and removed_at is null",
        *owner.id(),
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The newest car, if there is one.
pub async fn find_newest(scope: &mut Scope, owner: Owner) -> Result<Option<VehicleId>> {
    let id = sqlx::query_scalar!(
        "select id from customer_vehicles where customer_id = $1 and removed_at is null order by created_at desc, id desc limit 1",
        *owner.id()
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(id.map(Into::into))
}

/// The cars must be locked. Two statements, since an index knows one default at every moment.
pub async fn save_default(scope: &mut Scope, owner: Owner, id: VehicleId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update customer_vehicles set is_default = false, updated_at = $3 where customer_id = $1 and is_default and id <> $2",
        *owner.id(),
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update customer_vehicles set is_default = true, updated_at = $3
         where id = $2 and customer_id = $1 and removed_at is null and not is_default",
        *owner.id(),
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Who has a car with this plate.
pub async fn owners_of_plate(scope: &mut Scope, plate: &Plate) -> Result<Vec<UserId>> {
    let owners = sqlx::query_scalar!(
        "select distinct c.user_id from customer_vehicles v join customers c on c.id = v.customer_id
         where v.plate = $1 and v.removed_at is null limit 50",
        plate.as_str()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(owners.into_iter().map(Into::into).collect())
}

/// How many cars a person has.
pub async fn count_of(scope: &mut Scope, user: UserId) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from customer_vehicles v join customers c on c.id = v.customer_id
           where c.user_id = $1 and v.removed_at is null"#,
        *user
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}
