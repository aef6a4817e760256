//! SQL of `oidc_flows` and `user_identities`.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
        time::Instant,
    },
    platform::{OnConstraint, Scope, Wires, oidc::Identity},
};

/// Somebody on the way to a provider.
pub struct Flow {
    pub browser_hash: Vec<u8>,
    pub provider: String,
    /// Who links an account, if that is what it is for.
    pub user_id: Option<UserId>,
    pub sealed: Vec<u8>,
}

pub async fn insert_flow(scope: &mut Scope, state_hash: &[u8], flow: &Flow, until: Instant) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into oidc_flows (state_hash, browser_hash, provider, user_id, sealed, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        state_hash,
        flow.browser_hash,
        flow.provider,
        flow.user_id.map(|id| *id),
        flow.sealed,
        now,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Takes a flow out, once. Written at once, whatever becomes of the answer: it is not tried again.
pub async fn take_flow(wires: &Wires, state_hash: &[u8], now: Instant) -> Result<Option<Flow>> {
    let row = sqlx::query!(
        "update oidc_flows set used_at = $2 where state_hash = $1 and used_at is null and expires_at > $2
         returning browser_hash, provider, user_id, sealed",
        state_hash,
        now
    )
    .fetch_optional(&wires.db)
    .await?;
    Ok(row.map(|row| Flow {
        browser_hash: row.browser_hash,
        provider: row.provider,
        user_id: row.user_id.map(Into::into),
        sealed: row.sealed,
    }))
}

/// Whose account this identity opens; it is used now.
pub async fn owner(scope: &mut Scope, identity: &Identity) -> Result<Option<UserId>> {
    let now = scope.now;
    let owner = sqlx::query_scalar!(
        "update user_identities set last_used_at = $3, email = $4 where issuer = $1 and subject = $2 returning user_id",
        identity.issuer,
        identity.subject,
        now,
        identity.email
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(owner.map(Into::into))
}

/// # Errors
/// `in_use` when the identity opens an account already, or the account has another one there.
pub async fn link(scope: &mut Scope, user: UserId, identity: &Identity) -> Result<()> {
    let now = scope.now;
    let linked = sqlx::query!(
        "insert into user_identities (issuer, subject, user_id, email, created_at, last_used_at) values ($1, $2, $3, $4, $5, $5)
         on conflict on constraint user_identities_pkey do nothing",
        identity.issuer,
        identity.subject,
        *user,
        identity.email,
        now
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint("user_identities_one_per_issuer", Code::InUse)?;
    if linked.rows_affected() == 1 { Ok(()) } else { Err(Code::InUse.into()) }
}

/// Takes the way of an issuer away; `false` when there was none. The person's row is locked, so that two ways are not taken
/// away at once.
pub async fn unlink(scope: &mut Scope, user: UserId, issuer: &str) -> Result<bool> {
    sqlx::query_scalar!(r#"select 1 as "one!" from users where id = $1 for update"#, *user)
        .fetch_optional(scope.conn().await?)
        .await?;
    let gone = sqlx::query!("delete from user_identities where user_id = $1 and issuer = $2", *user, issuer)
        .execute(scope.conn().await?)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Is there any way into this account? Authenticators only complete one; providers that are no longer configured open nothing.
pub async fn has_a_way_in(scope: &mut Scope, user: UserId) -> Result<bool> {
    let issuers: Vec<String> =
        scope.wires.config.oidc.providers.iter().map(|provider| provider.issuer.clone()).collect();
    Ok(sqlx::query_scalar!(
        r#"select exists (select from user_auth where user_id = $1)
               or exists (select from user_identities where user_id = $1 and issuer = any($2))
               or exists (select from passkeys where user_id = $1)
               or exists (select from users where id = $1 and phone_verified_at is not null) as "any!""#,
        *user,
        &issuers
    )
    .fetch_one(scope.conn().await?)
    .await?)
}

/// A linked account, as its owner sees it.
#[derive(Clone, Debug)]
pub struct Linked {
    pub issuer: String,
    pub email: String,
    pub last_used_at: Instant,
}

pub async fn linked(scope: &mut Scope, user: UserId) -> Result<Vec<Linked>> {
    Ok(sqlx::query_as!(
        Linked,
        "select issuer, email, last_used_at from user_identities where user_id = $1 order by created_at",
        *user
    )
    .fetch_all(scope.conn().await?)
    .await?)
}
