//! Sessions over `user_sessions`: the cookie holds a random token, the row its SHA-256; one query finds the person.
//!
//! Visitors have no session at all. A session row always belongs to a user, so it can be listed and ended; an ended row stays
//! for a while. A step-up moves the row to a new token: [`NewSession::continues`].

use super::wires::Wires;
use crate::kernel::{
    actor::{Kind, Person, Proof, Role},
    ids::{SessionId, UserId},
    lang::Lang,
    time::Instant,
};
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Under this key the record carries the [`Person`] (loaded) or the [`NewSession`] (to be created).
pub const PERSON: &str = "person";
pub const NEW: &str = "new";
pub const IDLE_DAYS: i64 = 14;
pub const ABSOLUTE_DAYS: i64 = 90;
/// Admins and moderators sign in daily.
pub const ADMIN_HOURS: i64 = 12;

/// What a freshly signed-in session starts from.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct NewSession {
    pub user_id: UserId,
    pub user_agent: String,
    pub ip: String,
    /// Holds a role that signs in daily.
    pub admin: bool,
    /// As in [`Proof::level`].
    pub level: i16,
    /// How it was proved: words of `user_sessions_methods_are_known`.
    pub methods: Vec<String>,
    /// A step-up: the session that goes on under a new token.
    pub continues: Option<SessionId>,
}

#[derive(Clone, Debug)]
pub struct PgSessionStore {
    db: PgPool,
    clock: crate::kernel::time::Clock,
}

impl PgSessionStore {
    pub fn new(wires: &Wires) -> Self {
        Self { db: wires.db.clone(), clock: wires.clock.clone() }
    }
}

/// Why sessions end before their time: words of `user_sessions_end_is_known`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    ByOwner,
    ByAdmin,
    PasswordChanged,
    FactorChanged,
    Disabled,
    RoleLost,
    NotMe,
    TokenReused,
    Deleted,
}

impl Ended {
    const fn word(self) -> &'static str {
        match self {
            Self::ByOwner => "ended_by_owner",
            Self::ByAdmin => "ended_by_admin",
            Self::PasswordChanged => "password_changed",
            Self::FactorChanged => "factor_changed",
            Self::Disabled => "disabled",
            Self::RoleLost => "role_lost",
            Self::NotMe => "not_me",
            Self::TokenReused => "token_reused",
            Self::Deleted => "deleted",
        }
    }
}

/// Ends every session of a person, tokens of other clients included, but for the one named; in the scope's transaction.
/// Returns how many ended.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn end_all(
    scope: &mut super::Scope,
    user: UserId,
    but: Option<SessionId>,
    why: Ended,
) -> crate::kernel::error::Result<u64> {
    let now = scope.now;
    let ended = sqlx::query!(
        "update user_sessions set ended_at = $3, ended_why = $4
         where user_id = $1 and ended_at is null and id is distinct from $2",
        *user,
        but.map(|id| *id),
        now,
        why.word()
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(ended.rows_affected())
}

/// The stored form of a cookie's token.
pub fn token_hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_be_bytes()).to_vec()
}

fn backend(error: &sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for PgSessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits do not collide; a fresh id per creation keeps fixation out.
        record.id = Id::default();
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let Some(new) = record.data.get(NEW) else { return Ok(()) };
        let new: NewSession = serde_json::from_value(new.clone()).map_err(|e| Error::Encode(e.to_string()))?;
        if let Some(session) = new.continues {
            return self.go_on(&record.id, session, &new).await;
        }
        let now = self.clock.now();
        let (idle, absolute) = if new.admin {
            (now.plus_minutes(ADMIN_HOURS * 60), now.plus_minutes(ADMIN_HOURS * 60))
        } else {
            (now.plus_days(IDLE_DAYS), now.plus_days(ABSOLUTE_DAYS))
        };
        sqlx::query!(
            "insert into user_sessions
                (id, token_hash, user_id, auth_time, user_agent, ip, created_at, last_seen_at, idle_expires_at, expires_at, aal, methods)
             values ($1, $2, $3, $4, $5, $6, $4, $4, $7, $8, $9, $10) on conflict (token_hash) do nothing",
            *SessionId::fresh(),
            token_hash(&record.id),
            *new.user_id,
            now,
            new.user_agent,
            new.ip,
            idle,
            absolute,
            new.level,
            &new.methods
        )
        .execute(&self.db)
        .await
        .map_err(|e| backend(&e))?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.clock.now();
        let Some(row) = sqlx::query!(
            r#"select s.id, s.user_id, s.expires_at, s.last_seen_at, s.auth_time, s.aal, s.by_token,
                      u.kind, u.full_name, u.email, u.lang, u.theme, u.is_demo,
                      (u.email_verified_at is not null or u.is_demo) as "email_verified!",
                      array(select role from user_roles where user_id = u.id order by role) as "roles!: Vec<String>",
                      (select id from customers where user_id = u.id) as customer_id,
                      (select id from mechanics where owner_user_id = u.id) as mechanic_id
               from user_sessions s join users u on u.id = s.user_id
               where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and s.idle_expires_at > $2
                 and u.disabled_at is null"#,
            token_hash(id),
            now
        )
        .fetch_optional(&self.db)
        .await
        .map_err(|e| backend(&e))?
        else {
            return Ok(None);
        };
        if now.seconds_since(row.last_seen_at) > 60 {
            self.touch(SessionId(row.id), now).await?;
        }
        // Demo people do not exist in production; elsewhere their published password is all they have.
        let two_factors = row.aal >= 2 || row.is_demo;
        let (roles, locked_roles) = row
            .roles
            .iter()
            .filter_map(|word| Role::parse(word))
            .partition(|role| two_factors || !role.needs_second_factor());
        let person = Person {
            user_id: row.user_id.into(),
            session_id: row.id.into(),
            kind: Kind::parse(&row.kind).unwrap_or(Kind::Customer),
            full_name: row.full_name,
            email: row.email,
            email_verified: row.email_verified,
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            theme: row.theme,
            roles,
            locked_roles,
            proof: Proof { level: row.aal, at: row.auth_time.0.as_second(), by_token: row.by_token },
            customer_id: row.customer_id.map(Into::into),
            mechanic_id: row.mechanic_id.map(Into::into),
        };
        let value = serde_json::to_value(person).map_err(|e| Error::Decode(e.to_string()))?;
        let expiry_date = time::OffsetDateTime::from_unix_timestamp(row.expires_at.0.as_second())
            .map_err(|e| Error::Decode(e.to_string()))?;
        Ok(Some(Record { id: *id, data: [(PERSON.to_owned(), value)].into(), expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query!(
            "update user_sessions set ended_at = $2, ended_why = 'signed_out' where token_hash = $1 and ended_at is null",
            token_hash(id),
            self.clock.now()
        )
        .execute(&self.db)
        .await
        .map_err(|e| backend(&e))?;
        Ok(())
    }
}

impl PgSessionStore {
    /// The same device under a new token, freshly proved; the flush before it has ended the row under the old one.
    async fn go_on(&self, id: &Id, session: SessionId, new: &NewSession) -> Result<()> {
        sqlx::query!(
            "update user_sessions
             set token_hash = $2, auth_time = $3, last_seen_at = $3, aal = greatest(aal, $4),
                 methods = array(select distinct unnest(methods || $5)), ended_at = null, ended_why = null
             where id = $1 and user_id = $6 and coalesce(ended_why, 'signed_out') = 'signed_out'",
            *session,
            token_hash(id),
            self.clock.now(),
            new.level,
            &new.methods,
            *new.user_id
        )
        .execute(&self.db)
        .await
        .map_err(|e| backend(&e))?;
        Ok(())
    }

    /// Moves the idle limit, at most once a minute per session.
    async fn touch(&self, id: SessionId, now: Instant) -> Result<()> {
        sqlx::query!(
            "update user_sessions set last_seen_at = $2, idle_expires_at = least($3, expires_at) where id = $1",
            *id,
            now,
            now.plus_days(IDLE_DAYS)
        )
        .execute(&self.db)
        .await
        .map_err(|e| backend(&e))?;
        Ok(())
    }
}
