//! SQL of `vehicle_photos`. Writers hold the lock of the car's row.

use crate::{
    kernel::{
        error::Result,
        ids::{PhotoId, VehicleId},
    },
    modules::vehicles::policy::Owner,
    platform::{
        Scope,
        media::{Shot, Size},
    },
};
use std::collections::HashMap;

/// A photo as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub id: PhotoId,
    /// Of the large one.
    pub width: i32,
    pub height: i32,
    pub hash: Vec<u8>,
}

/// In their order; as many as the limit allows.
pub async fn list(scope: &mut Scope, id: VehicleId) -> Result<Vec<Photo>> {
    let photos = sqlx::query_as!(
        Photo,
        "select id, width, height, hash from vehicle_photos where vehicle_id = $1 order by position",
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(photos)
}

/// The first photo of each of an owner's cars.
pub async fn covers(scope: &mut Scope, owner: Owner) -> Result<HashMap<VehicleId, PhotoId>> {
    let rows = sqlx::query!(
        "select p.vehicle_id, p.id from vehicle_photos p join customer_vehicles v on v.id = p.vehicle_id
         where v.customer_id = $1 and v.removed_at is null and p.position = 1",
        *owner.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.vehicle_id.into(), row.id.into())).collect())
}

/// After the others.
pub async fn insert(scope: &mut Scope, car: VehicleId, hash: &[u8], shot: &Shot) -> Result<PhotoId> {
    let (id, now) = (PhotoId::fresh(), scope.now);
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    sqlx::query!(
        "insert into vehicle_photos (id, vehicle_id, position, width, height, hash, large, small, created_at)
         select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8 from vehicle_photos where vehicle_id = $2",
        *id,
        *car,
        side(shot.width),
        side(shot.height),
        hash,
        shot.large,
        shot.small,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

/// `not_found` for the photos of others.
pub async fn car_of(scope: &mut Scope, owner: Owner, photo: PhotoId) -> Result<VehicleId> {
    let id = sqlx::query_scalar!(
        "select p.vehicle_id from vehicle_photos p join customer_vehicles v on v.id = p.vehicle_id
         where p.id = $2 and v.customer_id = $1 and v.removed_at is null",
        *owner.id(),
        *photo
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(id.into())
}

pub async fn put_first(scope: &mut Scope, car: VehicleId, photo: PhotoId) -> Result<()> {
    sqlx::query!(
        "update vehicle_photos p set position = sorted.place
         from (select id, row_number() over (order by id <> $2, position) as place from vehicle_photos where vehicle_id = $1) sorted
         where p.id = sorted.id",
        *car,
        *photo
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Deletes a photo and closes the gap; somebody may have done so meanwhile.
pub async fn delete(scope: &mut Scope, car: VehicleId, photo: PhotoId) -> Result<()> {
    let place = sqlx::query_scalar!(
        "delete from vehicle_photos where id = $2 and vehicle_id = $1 returning position",
        *car,
        *photo
    )
    .fetch_one(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update vehicle_photos set position = position - 1 where vehicle_id = $1 and position > $2",
        *car,
        place
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Deletes all photos of a car: they show what is its owner's of until now.
pub async fn forget(scope: &mut Scope, car: VehicleId) -> Result<()> {
    sqlx::query!(
        "delete from vehicle_photos f using customer_vehicles v where v.id = f.vehicle_id and (v.id = $1 or v.joined_to = $1)",
        *car
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// `not_found` for the photos of others.
pub async fn read(scope: &mut Scope, owner: Owner, photo: PhotoId, size: Size) -> Result<Vec<u8>> {
    let bytes = sqlx::query_scalar!(
        r#"select case when $3 then p.small else p.large end as "bytes!"
           from vehicle_photos p join customer_vehicles v on v.id = p.vehicle_id
           where p.id = $2 and v.customer_id = $1 and v.removed_at is null"#,
        *owner.id(),
        *photo,
        size == Size::Small
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(bytes)
}
