//! The one door. Every way in ends in [`enter`], which asks for the second factor of whoever has one.

use crate::{
    kernel::{
        actor::Kind,
        error::{AppError, Code, Result},
        ids::UserId,
        time::Instant,
    },
    modules::{
        auth::{model::Entered, store},
        users,
    },
    platform::{
        Scope, Visit,
        reply::set_cookie,
        session::{self, NewSession},
        token::Token,
    },
    say,
};

/// How long the second factor is waited for.
const TICKET_MINUTES: i64 = 10;

/// What somebody has shown so far.
pub struct Proven<'a> {
    pub user_id: UserId,
    /// Words of `user_sessions_methods_are_known`.
    pub methods: &'a [&'a str],
    /// As in `Proof::level`: with 2 no further factor is asked.
    pub level: i16,
    /// When: now, or when an identity provider asked last.
    pub at: Instant,
}

/// Starts a session, or keeps half a sign-in and asks for the second factor.
///
/// Never inside a transaction: what it writes goes over connections of its own and would wait for the caller's.
///
/// # Errors
/// `wrong_credentials` as [`entrant`]; `unavailable` when the database is away.
pub async fn enter(visit: &Visit, proven: &Proven<'_>, next: &str) -> Result<Entered> {
    let entrant = entrant(&mut Scope::read_fresh(visit).await?, proven.user_id).await?;
    if proven.level < 2 && entrant.has_second_factor {
        let token = Token::fresh();
        let until = visit.now.plus_minutes(TICKET_MINUTES);
        store::entry::insert_ticket(&visit.wires, &token.hash(), proven, next, visit.now, until).await?;
        set_cookie(&visit.wires.config.server.cookie("giris", token.text(), TICKET_MINUTES * 60));
        return Ok(Entered { kind: entrant.kind, second_factor: true });
    }
    open_session(visit, proven, &entrant).await?;
    Ok(Entered { kind: entrant.kind, second_factor: false })
}

/// A session under a new id; the one of this browser, if any, ends.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn open_session(visit: &Visit, proven: &Proven<'_>, entrant: &Entrant) -> Result<()> {
    // Whoever comes back stays: a planned deletion is off.
    if entrant.is_leaving {
        users::came_back(visit, proven.user_id).await?;
    }
    // Whatever way it was: the owner is told of a device that never came before.
    super::devices::greet(visit, proven.user_id, entrant).await?;
    super::known::remember(visit, proven.user_id)?;
    start(visit, proven, entrant.privileged, None).await
}

/// The same session under a new id, freshly proved.
///
/// # Errors
/// `unauthenticated` for visitors, `forbidden` for who acts for another; `unavailable` when the database is away.
pub async fn prove_again(visit: &Visit, proven: &Proven<'_>) -> Result<()> {
    if visit.actor.impersonation().is_some() {
        return Err(Code::Forbidden.into());
    }
    let session = visit.person()?.session_id;
    start(visit, proven, false, Some(session)).await
}

async fn start(
    visit: &Visit,
    proven: &Proven<'_>,
    privileged: bool,
    continues: Option<crate::kernel::ids::SessionId>,
) -> Result<()> {
    let session = NewSession {
        user_id: proven.user_id,
        user_agent: visit.user_agent.clone(),
        ip: visit.ip.to_string(),
        admin: privileged,
        level: proven.level,
        proved_at: Some(proven.at),
        methods: proven.methods.iter().map(|&method| method.to_owned()).collect(),
        continues,
        tablet: None,
    };
    session::replace(visit, session).await
}

/// Who is about to come in.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, asked for by another rule")]
pub struct Entrant {
    pub kind: Kind,
    /// Holds a role that signs in daily.
    pub privileged: bool,
    pub has_second_factor: bool,
    /// Somebody said "this wasn't me": nothing but a mail opens the account until a new password is set.
    pub is_closed: bool,
    /// Asked for the account to be deleted, which is not done yet.
    pub is_leaving: bool,
    /// Browsers from before are strangers.
    pub browsers_forgotten_at: Option<Instant>,
}

/// Who comes in, whatever the way.
///
/// # Errors
/// `wrong_credentials` for people who are disabled and, with a sentence of its own, while the account is closed.
pub async fn entrant(scope: &mut Scope, user: UserId) -> Result<Entrant> {
    let entrant = store::entry::entrant(scope, user).await?;
    if entrant.is_closed {
        let message = say!(scope.lang, ways.account_closed).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongCredentials) });
    }
    Ok(entrant)
}
