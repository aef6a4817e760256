//! SQL of the links that say "this wasn't me".

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    platform::Scope,
};

/// What a link is about.
pub struct Alarm {
    pub notice: String,
    pub device: String,
    pub place: String,
    /// The mailbox the link lies in, if it has proved itself.
    pub email: String,
    pub created_at: Instant,
}

pub async fn insert(scope: &mut Scope, hash: &[u8], user: UserId, alarm: &Alarm, until: Instant) -> Result<()> {
    sqlx::query!(
        "insert into not_me_links (token_hash, user_id, notice, device, place, email, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        hash,
        *user,
        alarm.notice,
        alarm.device,
        alarm.place,
        alarm.email,
        alarm.created_at,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// `None` when the link was used, is too old or never was.
pub async fn find(scope: &mut Scope, hash: &[u8]) -> Result<Option<Alarm>> {
    let now = scope.now;
    let row = sqlx::query_as!(
        Alarm,
        "select notice, device, place, email, created_at from not_me_links
         where token_hash = $1 and used_at is null and expires_at > $2",
        hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row)
}

/// Uses a link once; whose it is and what about. Links that came with it or later are void: who mailed himself a notice after
/// taking an account must not undo what its owner does.
pub async fn spend(scope: &mut Scope, hash: &[u8]) -> Result<Option<(UserId, Alarm)>> {
    let now = scope.now;
    let row = sqlx::query!(
        r#"with spent as (
             update not_me_links set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
             returning user_id, notice, device, place, email, created_at
         ), void as (
             update not_me_links l set used_at = $2 from spent
             where l.user_id = spent.user_id and l.created_at >= spent.created_at and l.used_at is null and l.token_hash <> $1
         )
         select user_id as "user_id!: UserId", notice as "notice!", device as "device!", place as "place!", email as "email!",
                created_at as "created_at!: Instant" from spent"#,
        hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| {
        let alarm = Alarm {
            notice: row.notice,
            device: row.device,
            place: row.place,
            email: row.email,
            created_at: row.created_at,
        };
        (row.user_id, alarm)
    }))
}

/// Voids what lies in a mailbox that never was the account's.
pub async fn void(scope: &mut Scope, user: UserId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update not_me_links set used_at = $2 where user_id = $1 and used_at is null", *user, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// From now on nothing opens the account until a new password is set; who had none gets one that nobody knows. Half sign-ins
/// lead nowhere, and no browser is known any more.
pub async fn close(scope: &mut Scope, user: UserId, nobodys_hash: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into user_auth (user_id, password_hash, password_changed_at, reset_required_at, browsers_forgotten_at)
         values ($1, $2, $3, $3, $3)
         on conflict on constraint user_auth_pkey do update set reset_required_at = $3, browsers_forgotten_at = $3",
        *user,
        nobodys_hash,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    super::ways::void_tickets(scope, user).await
}

/// May this address come back to an account that has left it? Then nobody else gets it meanwhile.
pub async fn keeps(scope: &mut Scope, email: &str, but: Option<UserId>) -> Result<bool> {
    let now = scope.now;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from not_me_links l join users u on u.id = l.user_id
                          where l.email = $1 and l.used_at is null and l.expires_at > $2 and u.email <> l.email
                              and u.id is distinct from $3) as "kept!""#,
        email,
        now,
        but.map(|id| *id)
    )
    .fetch_one(scope.conn().await?)
    .await?)
}
