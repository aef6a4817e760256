//! SQL of coming in: who it is, half a sign-in, and what was tried.

use crate::{
    kernel::{
        actor::Kind,
        error::{AppError, Code, Result},
        ids::UserId,
        time::Instant,
    },
    modules::auth::service::entry::{Entrant, Proven},
    platform::{Scope, Visit, Wires, keyed, whereabouts},
};

/// # Errors
/// `wrong_credentials` for people who are disabled or, in production, of the demo.
pub async fn entrant(scope: &mut Scope, user: UserId) -> Result<Entrant> {
    let production = scope.wires.config.is_production();
    let row = sqlx::query!(
        r#"select u.kind,
                  exists (select from user_roles r where r.user_id = u.id and r.role in ('admin', 'moderator', 'finance', 'support')) as "privileged!",
                  exists (select from user_totp t where t.user_id = u.id and t.confirmed_at is not null)
                      or exists (select from passkeys p where p.user_id = u.id) as "has_second_factor!",
                  coalesce(a.reset_required_at is not null, false) as "is_closed!",
                  exists (select from deletion_requests d where d.user_id = u.id and d.cancelled_at is null and d.done_at is null) as "is_leaving!",
                  a.browsers_forgotten_at as "browsers_forgotten_at?: Instant"
           from users u left join user_auth a on a.user_id = u.id where u.id = $1 and u.disabled_at is null and not ($2 and u.is_demo)"#,
        *user,
        production
    )
    .fetch_optional(scope.conn().await?)
    .await?
    .ok_or_else(|| AppError::new(Code::WrongCredentials))?;
    Ok(Entrant {
        kind: Kind::parse(&row.kind).unwrap_or(Kind::Customer),
        privileged: row.privileged,
        has_second_factor: row.has_second_factor,
        is_closed: row.is_closed,
        is_leaving: row.is_leaving,
        browsers_forgotten_at: row.browsers_forgotten_at,
    })
}

/// Written at once, whatever becomes of the scope: the cookie is on its way.
pub async fn insert_ticket(
    wires: &Wires,
    token_hash: &[u8],
    proven: &Proven<'_>,
    next: &str,
    now: Instant,
    until: Instant,
) -> Result<()> {
    let methods: Vec<String> = proven.methods.iter().map(|&method| method.to_owned()).collect();
    sqlx::query!(
        "insert into sign_in_tickets (token_hash, user_id, methods, next, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
        token_hash,
        *proven.user_id,
        &methods,
        next,
        now,
        until
    )
    .execute(&wires.db)
    .await?;
    Ok(())
}

/// One attempt to come in, for the history, new-device notices and the detector of stuffing.
pub struct Attempt<'a> {
    pub user_id: Option<UserId>,
    /// What was typed as account: an address or a number; only its keyed hash is kept.
    pub account: &'a str,
    /// Words of `sign_in_events_method_is_known` and `sign_in_events_outcome_is_known`.
    pub method: &'a str,
    pub outcome: &'a str,
}

/// Written at once: a refused attempt rolls nothing back.
pub async fn note(visit: &Visit, attempt: &Attempt<'_>) -> Result<()> {
    sqlx::query!(
        "insert into sign_in_events (at, user_id, account_hash, ip, user_agent, method, outcome, network)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        visit.now,
        attempt.user_id.map(|id| *id),
        keyed::hash(&visit.wires.config.server, "account", attempt.account),
        visit.ip.to_string(),
        visit.user_agent,
        attempt.method,
        attempt.outcome,
        whereabouts::network(visit.ip)
    )
    .execute(&visit.wires.db)
    .await?;
    Ok(())
}
