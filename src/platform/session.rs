//! Sessions over `user_sessions`: the cookie holds a random token, the row its SHA-256; one query finds the person.
//!
//! Visitors have no session at all. A session row always belongs to a user, so it can be listed and ended; an ended row stays
//! for a while. A step-up moves the row to a new token: [`NewSession::continues`].

mod endings;
pub mod tablet;

pub use endings::{Ended, act_as, end, end_all, end_tokens, renew_all};
pub use tablet::{TABLET_HOURS, TABLET_IDLE_MINUTES, Tablet};

use super::{db, visit::Visit, wires::Wires};
use crate::kernel::{
    actor::{Actor, Employment, Impersonation, Kind, Person, Post, Proof, Role},
    error::Code,
    ids::{MechanicId, SessionId, UserId},
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
use uuid::Uuid;

/// Under this key the record carries the [`Person`] (loaded) or the [`NewSession`] (to be created).
pub const PERSON: &str = "person";
pub const NEW: &str = "new";
/// Under this key the record says that it wants a new id.
pub const RENEWS: &str = "renews";
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
    /// As in [`Proof::level`]; 0 where nothing was proved and only the id is new.
    pub level: i16,
    /// When, if it was not now.
    pub proved_at: Option<Instant>,
    /// How it was proved: words of `user_sessions_methods_are_known`.
    pub methods: Vec<String>,
    /// A step-up: the session that goes on under a new token.
    pub continues: Option<SessionId>,
    /// A shared tablet of this workshop, and what it is called.
    #[serde(default)]
    pub tablet: Option<(MechanicId, String)>,
}

/// A session as it was found.
struct Found {
    /// Nobody at a tablet where nobody is in.
    person: Option<Person>,
    tablet: Option<Tablet>,
    until: Instant,
    renews: bool,
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

/// The visit of whoever has just come in, as their next request will be: what they asked for goes on in the same one.
///
/// # Errors
/// `unauthenticated` when nobody came in; `unavailable` when the database is away.
pub async fn arrived(visit: &Visit) -> crate::kernel::error::Result<Visit> {
    visit.session.save().await.map_err(|error| db::internal(&error))?;
    let store = PgSessionStore::new(&visit.wires);
    let found = match visit.session.id() {
        Some(id) => store.person(&token_hash(&id), false).await.map_err(|error| db::internal(&error))?,
        None => None,
    };
    let person = found.and_then(|found| found.person).ok_or(Code::Unauthenticated)?;
    Ok(Visit { actor: Actor::Person(Box::new(person)), ..visit.clone() })
}

/// Ends the session of the asking browser, if it has one; what it says next it says as a visitor.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn leave(visit: &Visit) -> crate::kernel::error::Result<()> {
    let of_person = visit.actor.person().filter(|person| !person.proof.by_token).map(|person| person.session_id);
    if let Some(session) = of_person.or(visit.tablet.map(|tablet| tablet.session_id)) {
        sqlx::query!(
            "update user_sessions set ended_at = $2, ended_why = 'signed_out' where id = $1 and ended_at is null",
            *session,
            visit.now
        )
        .execute(&visit.wires.db)
        .await?;
    }
    visit.session.flush().await.map_err(|error| db::internal(&error))
}

/// Of several requests that find their session in want of a new id, one gets to renew it; the others go on as they are.
///
/// # Errors
/// When the database is away.
pub async fn claim_renewal(wires: &Wires, session: SessionId) -> std::result::Result<bool, sqlx::Error> {
    let claimed = sqlx::query!("update user_sessions set renews = false where id = $1 and renews", *session)
        .execute(&wires.db)
        .await?;
    Ok(claimed.rows_affected() == 1)
}

/// The asking browser's session goes on as `new`, under another key; one that `new` does not continue ends.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn replace(visit: &Visit, new: NewSession) -> crate::kernel::error::Result<()> {
    if new.continues.is_none() {
        leave(visit).await?;
    } else {
        visit.session.flush().await.map_err(|error| db::internal(&error))?;
    }
    visit.session.insert(NEW, new).await.map_err(|error| db::internal(&error))
}

/// The stored form of a cookie's token.
pub fn token_hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_be_bytes()).to_vec()
}

/// Nothing of who acts for another is a proof.
fn acting(by: UserId, until: Option<Instant>) -> Proof {
    let until = until.map_or(0, |until| until.0.as_second());
    Proof { level: 1, impersonation: Some(Impersonation { by, until }), ..Proof::default() }
}

fn employment(works_for: Option<Uuid>, post: Option<&str>) -> Option<Employment> {
    let (mechanic_id, post) = (works_for?.into(), Post::parse(post?)?);
    Some(Employment { mechanic_id, post })
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
        let (tablet_of, tablet_name) = new.tablet.as_ref().map(|(of, name)| (**of, name.as_str())).unzip();
        sqlx::query!(
            "insert into user_sessions
                (id, token_hash, user_id, auth_time, user_agent, ip, created_at, last_seen_at, idle_expires_at, expires_at, aal, methods,
                 tablet_of, tablet_name)
             values ($1, $2, $3, $11, $5, $6, $4, $4, $7, $8, $9, $10, $12, $13) on conflict (token_hash) do nothing",
            *SessionId::fresh(),
            token_hash(&record.id),
            *new.user_id,
            now,
            new.user_agent,
            new.ip,
            idle,
            absolute,
            new.level,
            &new.methods,
            new.proved_at.unwrap_or(now),
            tablet_of,
            tablet_name
        )
        .execute(&self.db)
        .await
        .map_err(|e| backend(&e))?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(found) = self.person(&token_hash(id), false).await? else { return Ok(None) };
        let encoded = |e: serde_json::Error| Error::Decode(e.to_string());
        let mut data = std::collections::HashMap::new();
        if found.renews {
            data.insert(RENEWS.to_owned(), serde_json::Value::Bool(true));
        }
        if let Some(person) = found.person {
            data.insert(PERSON.to_owned(), serde_json::to_value(person).map_err(encoded)?);
        }
        if let Some(tablet) = found.tablet {
            data.insert(tablet::TABLET.to_owned(), serde_json::to_value(tablet).map_err(encoded)?);
        }
        let expiry_date = time::OffsetDateTime::from_unix_timestamp(found.until.0.as_second())
            .map_err(|e| Error::Decode(e.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    /// Only the key is thrown away: a session that goes on under a new one is not over meanwhile, and whoever ends it in that moment
    /// ends it for good. One that is over says so by [`leave`].
    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query!(
            "update user_sessions set token_hash = $2 where token_hash = $1",
            token_hash(id),
            token_hash(&Id::default())
        )
        .execute(&self.db)
        .await
        .map_err(|e| backend(&e))?;
        Ok(())
    }
}

impl PgSessionStore {
    /// The same device under a new token, freshly proved, unless it has ended meanwhile.
    async fn go_on(&self, id: &Id, session: SessionId, new: &NewSession) -> Result<()> {
        sqlx::query!(
            "update user_sessions
             set token_hash = $2, last_seen_at = $3, aal = greatest(aal, $4), renews = false,
                 -- Level 0 proves nothing: only the id is new.
                 auth_time = case when $4 > 0 then $3 else auth_time end,
                 methods = array(select distinct unnest(methods || $5))
             where id = $1 and user_id = $6 and ended_at is null",
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

    /// Whose access token this is, while it lasts.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn person_of_token(&self, token: &super::token::Token) -> Result<Option<Person>> {
        Ok(self.person(&token.hash(), true).await?.and_then(|found| found.person))
    }

    async fn person(&self, hash: &[u8], by_token: bool) -> Result<Option<Found>> {
        let now = self.clock.now();
        let Some(row) = sqlx::query!(
            r#"select s.id, u.id as user_id, s.expires_at, s.last_seen_at, s.auth_time, s.aal, s.by_token, s.renews,
                      u.kind, u.full_name, u.email, u.lang, u.theme, u.is_demo, u.photo_key, u.terms_version,
                      (u.email_verified_at is not null or u.is_demo) as "email_verified!",
                      o.id as owner_id, s.acts_until as "acts_until: Instant", s.tablet_of, t.id is not null as "is_in!",
                      array(select role from user_roles where user_id = u.id order by role) as "roles!: Vec<String>",
                      (select id from customers where user_id = u.id) as customer_id,
                      (select id from mechanics where owner_user_id = u.id) as mechanic_id,
                      w.mechanic_id as "works_for?", w.post as "post?"
               from user_sessions s join users o on o.id = s.user_id
               -- Acting for somebody lasts as long as their permission, and never reaches a role of the desk.
               left join users a on a.id = s.acts_as_user_id and s.acts_until > $2 and s.tablet_of is null and a.support_until > $2
                   and a.disabled_at is null and not exists (select from user_roles r where r.user_id = a.id
                       and r.role in ('admin', 'moderator', 'finance', 'support'))
               -- Somebody at a tablet must belong to its workshop still.
               left join users t on t.id = s.acts_as_user_id and s.acts_until > $2 and t.disabled_at is null and t.id in (
                   select owner_user_id from mechanics where id = s.tablet_of
                   union all select user_id from mechanic_staff where mechanic_id = s.tablet_of)
               join users u on u.id = coalesce(a.id, t.id, o.id)
               left join mechanic_staff w on w.user_id = u.id
               where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and s.idle_expires_at > $2
                 and s.by_token = $3 and (s.access_until is null or s.access_until > $2) and o.disabled_at is null"#,
            hash,
            now,
            by_token
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
        let at = row.auth_time.0.as_second();
        let own = Proof { level: row.aal, at, by_token: row.by_token, ..Proof::default() };
        let proof = if row.user_id == row.owner_id { own } else { acting(row.owner_id.into(), row.acts_until) };
        let person = Person {
            user_id: row.user_id.into(),
            session_id: row.id.into(),
            kind: Kind::parse(&row.kind).unwrap_or(Kind::Customer),
            full_name: row.full_name,
            email: row.email,
            email_verified: row.email_verified,
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            theme: row.theme,
            terms_version: row.terms_version,
            roles,
            locked_roles,
            proof,
            photo: row.photo_key,
            customer_id: row.customer_id.map(Into::into),
            mechanic_id: row.mechanic_id.map(Into::into),
            employment: employment(row.works_for, row.post.as_deref()),
        };
        let found = Found { person: Some(person), tablet: None, until: row.expires_at, renews: row.renews };
        let Some(of) = row.tablet_of else { return Ok(Some(found)) };
        let (session_id, owner) = (row.id.into(), row.owner_id.into());
        Ok(Some(tablet::at_tablet(found, Tablet { session_id, owner, mechanic_id: of.into() }, row.is_in)))
    }

    /// Moves the idle limit of a browser, at most once a minute per session; that of a token moves when it is refreshed. At a
    /// tablet that of who is in moves along.
    async fn touch(&self, id: SessionId, now: Instant) -> Result<()> {
        sqlx::query!(
            "update user_sessions set last_seen_at = $2,
                 idle_expires_at = case when by_token then idle_expires_at else least($3, expires_at) end,
                 acts_until = case when tablet_of is not null and acts_until > $2
                     then least($4, auth_time + make_interval(hours => $5)) else acts_until end where id = $1",
            *id,
            now,
            now.plus_days(IDLE_DAYS),
            now.plus_minutes(TABLET_IDLE_MINUTES),
            i32::try_from(TABLET_HOURS).unwrap_or_default()
        )
        .execute(&self.db)
        .await
        .map_err(|e| backend(&e))?;
        Ok(())
    }
}
