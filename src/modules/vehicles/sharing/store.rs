//! SQL of `vehicle_book_shares`.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{CustomerId, ShareId, VehicleId},
        time::Instant,
    },
    modules::vehicles::policy::Owner,
    platform::Scope,
};

/// The list shows so many: all that are open, which are fewer, and the latest of those that are not.
const LISTED: i64 = 50;

#[derive(Clone, Debug)]
pub struct NewShare {
    pub days: i64,
    pub note: String,
    pub shows_prices: bool,
}

/// A link as the car's owner sees it.
#[derive(Clone, Debug)]
pub struct Share {
    pub id: ShareId,
    pub token_hash: Vec<u8>,
    pub note: String,
    pub shows_prices: bool,
    pub created_at: Instant,
    pub expires_at: Instant,
    pub revoked_at: Option<Instant>,
    pub opened: i32,
    pub last_opened_at: Option<Instant>,
}

/// Those that are open first, then the newest.
pub async fn list(scope: &mut Scope, id: VehicleId) -> Result<Vec<Share>> {
    let now = scope.now;
    let shares = sqlx::query_as!(
        Share,
        r#"select id, token_hash, note, shows_prices, created_at, expires_at, revoked_at as "revoked_at: _", opened,
                  last_opened_at as "last_opened_at: _"
           from vehicle_book_shares where vehicle_id = $1
           order by revoked_at is null and expires_at > $3 desc, created_at desc, id desc limit $2"#,
        *id,
        LISTED,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(shares)
}

pub async fn count_open(scope: &mut Scope, id: VehicleId) -> Result<i64> {
    let now = scope.now;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from vehicle_book_shares where vehicle_id = $1 and revoked_at is null and expires_at > $2"#,
        *id,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

pub async fn insert(scope: &mut Scope, id: VehicleId, share: &NewShare, token_hash: &[u8]) -> Result<()> {
    let (own, now) = (ShareId::fresh(), scope.now);
    sqlx::query!(
        "insert into vehicle_book_shares (id, vehicle_id, token_hash, note, shows_prices, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        *own,
        *id,
        token_hash,
        share.note,
        share.shows_prices,
        now,
        now.plus_days(share.days)
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Closes a link, unless it is closed already.
///
/// # Errors
/// `not_found` for links to cars of others.
pub async fn revoke(scope: &mut Scope, owner: Owner, id: ShareId) -> Result<VehicleId> {
    let now = scope.now;
    let car = sqlx::query_scalar!(
        "update vehicle_book_shares s set revoked_at = coalesce(s.revoked_at, $3) from customer_vehicles v
         where s.id = $2 and v.id = s.vehicle_id and v.customer_id = $1 and v.removed_at is null returning s.vehicle_id",
        *owner.id(),
        *id,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(car.into())
}

/// Whoever owned the car before shows its book to nobody any more.
pub async fn forget(scope: &mut Scope, id: VehicleId) -> Result<()> {
    sqlx::query!("delete from vehicle_book_shares where vehicle_id = $1", *id).execute(scope.conn().await?).await?;
    Ok(())
}

/// A car as whoever has the link may see it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub id: ShareId,
    pub vehicle_id: VehicleId,
    pub customer_id: CustomerId,
    pub shows_prices: bool,
    pub expires_at: Instant,
    pub plate: String,
    pub label: String,
    pub model_year: i16,
    pub km: i32,
}

/// # Errors
/// `not_found` for a link that is unknown, closed or too old, and for a removed car.
pub async fn find_open(scope: &mut Scope, token_hash: &[u8]) -> Result<Shown> {
    let now = scope.now;
    let shown = sqlx::query_as!(
        Shown,
        r#"select s.id, s.vehicle_id, v.customer_id, s.shows_prices, s.expires_at, v.plate,
                  b.name || ' ' || m.name || ' ' || t.name as "label!", v.model_year, v.km
           from vehicle_book_shares s join customer_vehicles v on v.id = s.vehicle_id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and v.removed_at is null"#,
        token_hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    shown.ok_or_else(|| Code::NotFound.into())
}

pub async fn note_opening(scope: &mut Scope, id: ShareId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update vehicle_book_shares set opened = opened + 1, last_opened_at = greatest(last_opened_at, $2) where id = $1",
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
