//! SQL of `customer_places`.

use super::model::{NewPlace, PlaceKind};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::PlaceId,
    },
    modules::customers::policy::Own,
    platform::Scope,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub id: PlaceId,
    /// A word of [`PlaceKind`].
    pub kind: String,
    pub name: String,
    pub district_id: i32,
    pub address: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

impl Place {
    pub fn kind(&self) -> PlaceKind {
        PlaceKind::parse(&self.kind).unwrap_or_default()
    }
}

/// Home, work, then the others as they were made. As many as the limit allows.
pub async fn list(scope: &mut Scope, own: Own) -> Result<Vec<Place>> {
    let places = sqlx::query_as!(
        Place,
        "select id, kind, name, district_id, address, lat, lon from customer_places where customer_id = $1
         order by array_position(array['home', 'work', 'other'], kind), created_at, id",
        *own.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(places)
}

pub async fn insert(scope: &mut Scope, own: Own, place: &NewPlace) -> Result<PlaceId> {
    let (id, now) = (PlaceId::fresh(), scope.now);
    let (lat, lon) = place.pin.unzip();
    sqlx::query!(
        "insert into customer_places (id, customer_id, kind, name, district_id, address, lat, lon, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        *id,
        *own.id(),
        place.kind.word(),
        place.name,
        place.district_id,
        place.address,
        lat,
        lon,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

pub async fn save(scope: &mut Scope, own: Own, id: PlaceId, place: &NewPlace) -> Result<()> {
    let now = scope.now;
    let (lat, lon) = place.pin.unzip();
    sqlx::query!(
        "update customer_places set kind = $3, name = $4, district_id = $5, address = $6, lat = $7, lon = $8, updated_at = $9
         where id = $2 and customer_id = $1",
        *own.id(),
        *id,
        place.kind.word(),
        place.name,
        place.district_id,
        place.address,
        lat,
        lon,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// # Errors
/// `not_found` for places of others.
pub async fn delete(scope: &mut Scope, own: Own, id: PlaceId) -> Result<()> {
    let gone = sqlx::query!("delete from customer_places where id = $2 and customer_id = $1", *own.id(), *id)
        .execute(scope.conn().await?)
        .await?;
    if gone.rows_affected() == 1 { Ok(()) } else { Err(Code::NotFound.into()) }
}
