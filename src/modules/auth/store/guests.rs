//! SQL of `guest_requests`.

use crate::{
    kernel::{
        error::Result,
        ids::{GuestId, UserId},
        time::Instant,
    },
    modules::auth::service::{challenge::TRIES, guests::PROVED_MINUTES},
    platform::{Scope, Visit},
};

/// What waits under a token.
pub struct Waits {
    pub id: GuestId,
    /// Gone once it was carried out.
    pub sealed: Option<Vec<u8>>,
    /// Whose it is, once somebody with its number has come in.
    pub user_id: Option<UserId>,
    /// When the code was right.
    pub proved_at: Option<Instant>,
}

impl Waits {
    /// Has the number proved itself, not too long ago?
    pub fn is_proved(&self, now: Instant) -> bool {
        self.proved_at.is_some_and(|at| now < at.plus_minutes(PROVED_MINUTES))
    }
}

/// A code that is open, one of its tries spent.
pub struct Open {
    pub code_hash: Vec<u8>,
    pub tries: i16,
}

pub struct NewGuest<'a> {
    pub id: GuestId,
    pub token_hash: &'a [u8],
    pub sealed: &'a [u8],
    pub code_hash: &'a [u8],
    pub code_until: Instant,
    pub until: Instant,
}

pub async fn insert(scope: &mut Scope, new: &NewGuest<'_>) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into guest_requests (id, token_hash, sealed, code_hash, code_expires_at, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        *new.id,
        new.token_hash,
        new.sealed,
        new.code_hash,
        new.code_until,
        now,
        new.until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Takes away what a newer request of the same browser replaces. One that belongs to somebody already stays theirs.
pub async fn drop_unproved(scope: &mut Scope, token_hash: &[u8]) -> Result<()> {
    sqlx::query!("delete from guest_requests where token_hash = $1 and user_id is null", token_hash)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn find(scope: &mut Scope, token_hash: &[u8]) -> Result<Option<Waits>> {
    let now = scope.now;
    let row = sqlx::query!(
        "select id, sealed, user_id, proved_at from guest_requests where token_hash = $1 and expires_at > $2",
        token_hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Waits {
        id: row.id.into(),
        sealed: row.sealed,
        user_id: row.user_id.map(Into::into),
        proved_at: row.proved_at,
    }))
}

/// Another code in the place of the one before, with tries of its own: the number has to prove itself by it.
pub async fn renew(scope: &mut Scope, id: GuestId, code_hash: &[u8], until: Instant) -> Result<()> {
    sqlx::query!(
        "update guest_requests set code_hash = $2, tries = 0, code_expires_at = $3, proved_at = null
         where id = $1 and user_id is null",
        *id,
        code_hash,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Spends one try of the open code. Written at once, whatever becomes of the rest: a wrong guess counts.
pub async fn spend_try(visit: &Visit, id: GuestId) -> Result<Option<Open>> {
    let row = sqlx::query!(
        "update guest_requests set tries = tries + 1
         where id = $1 and proved_at is null and code_expires_at > $2 and tries < $3 returning code_hash, tries",
        *id,
        visit.now,
        TRIES
    )
    .fetch_optional(&visit.wires.db)
    .await?;
    Ok(row.map(|row| Open { code_hash: row.code_hash, tries: row.tries }))
}

/// One number opens one account, also when it proves itself twice at once.
pub async fn lock_number(scope: &mut Scope, phone: &str) -> Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('guest_requests ' || $1::text, 0)) as "locked: ()""#,
        phone
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(())
}

/// Its number has proved itself, and it is this person's, if there is one; `false` when it is somebody's already.
pub async fn prove(scope: &mut Scope, id: GuestId, user: Option<UserId>) -> Result<bool> {
    let now = scope.now;
    let proved = sqlx::query!(
        "update guest_requests set user_id = $2, proved_at = coalesce(proved_at, $3) where id = $1 and user_id is null",
        *id,
        user.map(|user| *user),
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(proved.rows_affected() == 1)
}

/// It was carried out: what was typed lies where it belongs, and here no more.
pub async fn close(scope: &mut Scope, id: GuestId) -> Result<()> {
    sqlx::query!("update guest_requests set sealed = null where id = $1 and user_id is not null", *id)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
