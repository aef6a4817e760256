//! SQL of second factors: authenticators, recovery codes, and the half sign-in that waits for one of them.

use crate::{
    kernel::{
        error::Result,
        ids::{SessionId, UserId},
        time::Instant,
    },
    platform::{Scope, Visit},
};

/// What somebody can prove themselves with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proofs {
    pub password: bool,
    pub totp: bool,
    pub passkeys: i64,
    /// Recovery codes that are left.
    pub recovery_codes: i64,
    /// Holds a role that needs a second factor.
    pub privileged: bool,
}

impl Proofs {
    /// Nothing but an identity provider, a number or the mailbox opens this account.
    pub const fn are_none(self) -> bool {
        !self.password && self.second_factors() == 0
    }

    pub const fn second_factors(self) -> i64 {
        self.passkeys + if self.totp { 1 } else { 0 }
    }
}

pub async fn proofs(scope: &mut Scope, user: UserId) -> Result<Proofs> {
    Ok(sqlx::query_as!(
        Proofs,
        r#"select exists (select from user_auth a where a.user_id = $1) as "password!",
                  exists (select from user_totp t where t.user_id = $1 and t.confirmed_at is not null) as "totp!",
                  (select count(*) from passkeys p where p.user_id = $1) as "passkeys!",
                  (select count(*) from recovery_codes c where c.user_id = $1 and c.used_at is null) as "recovery_codes!",
                  exists (select from user_roles r where r.user_id = $1 and r.role in ('admin', 'moderator', 'finance', 'support')) as "privileged!""#,
        *user
    )
    .fetch_one(scope.conn().await?)
    .await?)
}

/// Changes of one person's factors wait for each other, so that two removals cannot both leave "the other one".
pub async fn lock(scope: &mut Scope, user: UserId) -> Result<()> {
    sqlx::query!("select id from users where id = $1 for update", *user).fetch_optional(scope.conn().await?).await?;
    Ok(())
}

/// A new secret waits for its first code; one in force stays in force.
pub async fn begin_totp(scope: &mut Scope, user: UserId, sealed: &[u8]) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into user_totp (user_id, secret_sealed, pending_sealed, pending_at, created_at) values ($1, $2, $2, $3, $3)
         on conflict (user_id) do update set pending_sealed = $2, pending_at = $3",
        *user,
        sealed,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The secret that waits, when it is not older than `since`.
pub async fn pending_totp(scope: &mut Scope, user: UserId, since: Instant) -> Result<Option<Vec<u8>>> {
    let sealed = sqlx::query_scalar!(
        r#"select pending_sealed as "sealed!" from user_totp where user_id = $1 and pending_at > $2"#,
        *user,
        since
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(sealed)
}

/// The secret that waits is in force from now on; the step that showed it is spent.
pub async fn confirm_totp(scope: &mut Scope, user: UserId, step: i64) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update user_totp set secret_sealed = pending_sealed, pending_sealed = null, pending_at = null, confirmed_at = $2, last_step = $3
         where user_id = $1 and pending_sealed is not null",
        *user,
        now,
        step
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The secret in force.
pub async fn totp(scope: &mut Scope, user: UserId) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!(
        "select secret_sealed from user_totp where user_id = $1 and confirmed_at is not null",
        *user
    )
    .fetch_optional(scope.conn().await?)
    .await?)
}

/// Spends a time step; `false` when it, or a later one, was spent before. Parallel callers queue on the row.
pub async fn spend_step(scope: &mut Scope, user: UserId, step: i64) -> Result<bool> {
    let spent = sqlx::query!(
        "update user_totp set last_step = $2 where user_id = $1 and confirmed_at is not null and last_step < $2",
        *user,
        step
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(spent.rows_affected() == 1)
}

pub async fn remove_totp(scope: &mut Scope, user: UserId) -> Result<bool> {
    let removed = sqlx::query!("delete from user_totp where user_id = $1", *user).execute(scope.conn().await?).await?;
    Ok(removed.rows_affected() == 1)
}

/// A recovery code as it lies.
#[derive(Clone, Debug)]
pub struct RecoveryCode {
    /// Keyed, of its first letters; of all of it where there is no slow hash.
    pub hash: Vec<u8>,
    pub slow: Option<String>,
}

/// In place of all codes there were.
pub async fn replace_recovery_codes(scope: &mut Scope, user: UserId, codes: &[RecoveryCode]) -> Result<()> {
    let now = scope.now;
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| code.hash.clone()).collect();
    let slow: Vec<String> = codes.iter().filter_map(|code| code.slow.clone()).collect();
    sqlx::query!("delete from recovery_codes where user_id = $1", *user).execute(scope.conn().await?).await?;
    sqlx::query!(
        "insert into recovery_codes (user_id, code_hash, slow_hash, created_at)
         select $1, code.hash, code.slow, $4 from unnest($2::bytea[], $3::text[]) code (hash, slow)",
        *user,
        &hashes,
        &slow,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// An unspent recovery code.
pub async fn recovery_code(visit: &Visit, user: UserId, hash: &[u8]) -> Result<Option<RecoveryCode>> {
    Ok(sqlx::query_as!(
        RecoveryCode,
        "select code_hash as hash, slow_hash as slow from recovery_codes
         where user_id = $1 and code_hash = $2 and used_at is null",
        *user,
        hash
    )
    .fetch_optional(&visit.wires.db)
    .await?)
}

/// Spends a recovery code; `false` when it was spent or replaced meanwhile.
pub async fn spend_recovery_code(scope: &mut Scope, user: UserId, code: &RecoveryCode) -> Result<bool> {
    let now = scope.now;
    let spent = sqlx::query!(
        "update recovery_codes set used_at = $4
         where user_id = $1 and code_hash = $2 and slow_hash is not distinct from $3 and used_at is null",
        *user,
        code.hash,
        code.slow,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(spent.rows_affected() == 1)
}

/// A session of another client proves itself where it is: its token stays the same.
pub async fn prove_in_place(visit: &Visit, session: SessionId, method: &str, level: i16) -> Result<()> {
    sqlx::query!(
        "update user_sessions
         set auth_time = $2, aal = greatest(aal, $3), methods = array(select distinct unnest(methods || array[$4::text]))
         where id = $1 and ended_at is null",
        *session,
        visit.now,
        level,
        method
    )
    .execute(&visit.wires.db)
    .await?;
    Ok(())
}

/// Half a sign-in.
#[derive(Clone, Debug)]
pub struct Ticket {
    pub user_id: UserId,
    pub methods: Vec<String>,
    pub next: String,
}

/// How many codes may be typed for one half sign-in.
pub const TICKET_TRIES: i16 = 5;

pub async fn ticket(visit: &Visit, hash: &[u8]) -> Result<Option<Ticket>> {
    Ok(sqlx::query_as!(
        Ticket,
        r#"select user_id as "user_id: UserId", methods, next from sign_in_tickets
           where token_hash = $1 and used_at is null and expires_at > $2 and tries < $3"#,
        hash,
        visit.now,
        TICKET_TRIES
    )
    .fetch_optional(&visit.wires.db)
    .await?)
}

/// Counts a try at once, whatever comes of it, and says how many there were; `None` when none is left.
pub async fn count_try(visit: &Visit, hash: &[u8]) -> Result<Option<i16>> {
    Ok(sqlx::query_scalar!(
        "update sign_in_tickets set tries = tries + 1
         where token_hash = $1 and used_at is null and expires_at > $2 and tries < $3 returning tries",
        hash,
        visit.now,
        TICKET_TRIES
    )
    .fetch_optional(&visit.wires.db)
    .await?)
}

/// Uses half a sign-in up; `false` when it was used before.
pub async fn use_ticket(scope: &mut Scope, hash: &[u8]) -> Result<bool> {
    let now = scope.now;
    let used = sqlx::query!(
        "update sign_in_tickets set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2",
        hash,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(used.rows_affected() == 1)
}
