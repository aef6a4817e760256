//! SQL of PINs, and of who may come in at a tablet.

use crate::{
    kernel::{
        error::Result,
        ids::{MechanicId, UserId},
        time::Instant,
    },
    modules::mechanics::policy::{AtTablet, PinHolder},
    platform::Scope,
};

/// Somebody who may come in.
#[derive(Clone, Debug)]
pub struct Face {
    pub user_id: UserId,
    pub full_name: String,
    pub photo: Option<String>,
}

/// The owner and the staff of the tablet's workshop who have a PIN, by name. As many as the limit of staff allows.
pub async fn faces(scope: &mut Scope, seat: AtTablet) -> Result<Vec<Face>> {
    let rows = sqlx::query!(
        r#"select u.id, u.full_name, u.photo_key from mechanic_pins p join users u on u.id = p.user_id
           where u.disabled_at is null and u.id in (
               select owner_user_id from mechanics where id = $1 union all select user_id from mechanic_staff where mechanic_id = $1)
           order by u.full_name, u.id"#,
        *seat.tablet().mechanic_id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Face { user_id: row.id.into(), full_name: row.full_name, photo: row.photo_key })
        .collect())
}

/// The PIN of somebody who may come in at this tablet.
pub async fn pin_hash(scope: &mut Scope, seat: AtTablet, user: UserId) -> Result<Option<String>> {
    let hash = sqlx::query_scalar!(
        "select p.pin_hash from mechanic_pins p join users u on u.id = p.user_id
         where p.user_id = $2 and u.disabled_at is null and u.id in (
             select owner_user_id from mechanics where id = $1 union all select user_id from mechanic_staff where mechanic_id = $1)",
        *seat.tablet().mechanic_id,
        *user
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(hash)
}

/// What the mail about a series of wrong PINs says of its place: the tablet's name, and the person's.
pub async fn names(scope: &mut Scope, seat: AtTablet, user: UserId) -> Result<Option<(String, String, MechanicId)>> {
    let row = sqlx::query!(
        r#"select s.tablet_name as "tablet!", u.full_name from user_sessions s, users u where s.id = $1 and u.id = $2"#,
        *seat.tablet().session_id,
        *user
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| (row.tablet, row.full_name, seat.tablet().mechanic_id)))
}

pub async fn pin_since(scope: &mut Scope, holder: PinHolder) -> Result<Option<Instant>> {
    let since = sqlx::query_scalar!(
        r#"select set_at as "set_at: Instant" from mechanic_pins where user_id = $1"#,
        *holder.user_id()
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(since)
}

/// The holder's own number, which must not hold the PIN.
pub async fn phone(scope: &mut Scope, holder: PinHolder) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select phone from users where id = $1", *holder.user_id())
        .fetch_one(scope.conn().await?)
        .await?)
}

/// The new hash, or none any more.
pub async fn save_pin(scope: &mut Scope, holder: PinHolder, hash: Option<&str>) -> Result<()> {
    let Some(hash) = hash else { return forget_pin(scope, holder.user_id()).await };
    let now = scope.now;
    sqlx::query!(
        "insert into mechanic_pins (user_id, pin_hash, set_at) values ($1, $2, $3)
         on conflict (user_id) do update set pin_hash = excluded.pin_hash, set_at = excluded.set_at",
        *holder.user_id(),
        hash,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn forget_pin(scope: &mut Scope, user: UserId) -> Result<()> {
    sqlx::query!("delete from mechanic_pins where user_id = $1", *user).execute(scope.conn().await?).await?;
    Ok(())
}
