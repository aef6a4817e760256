//! SQL of looking over one's sessions.

use crate::{
    kernel::{
        error::Result,
        ids::{SessionId, UserId},
        time::Instant,
    },
    platform::{Scope, Visit},
};

/// How long ended sessions are shown.
const SHOWN_DAYS: i64 = 30;
/// Sessions shown at most, the newest first.
const SHOWN: i64 = 200;
/// How far back a device counts as seen.
const KNOWN_DAYS: i64 = 400;

pub struct Kept {
    pub id: SessionId,
    pub user_agent: String,
    pub ip: String,
    pub by_token: bool,
    /// What the shared tablet is called that this is.
    pub tablet_name: Option<String>,
    pub methods: Vec<String>,
    pub created_at: Instant,
    pub last_seen_at: Instant,
    pub ended_at: Option<Instant>,
    pub ended_why: Option<String>,
}

/// Those that live and those that ended lately, last seen first.
pub async fn list(scope: &mut Scope, user: UserId) -> Result<Vec<Kept>> {
    let now = scope.now;
    let rows = sqlx::query_as!(
        Kept,
        r#"select id, user_agent, ip, by_token, tablet_name, methods, created_at, last_seen_at,
                  case when coalesce(ended_at, least(expires_at, idle_expires_at)) <= $2
                      then coalesce(ended_at, least(expires_at, idle_expires_at)) end as "ended_at: Instant",
                  case when ended_at is not null then ended_why
                      when least(expires_at, idle_expires_at) <= $2 then 'expired' end as "ended_why"
           from user_sessions
           where user_id = $1 and coalesce(ended_at, least(expires_at, idle_expires_at)) > $3
           order by last_seen_at desc, id desc limit $4"#,
        *user,
        now,
        now.plus_days(-SHOWN_DAYS),
        SHOWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// Did this very client come in from this very address before? Mostly yes, and the last row says so.
pub async fn is_seen(visit: &Visit, user: UserId) -> Result<bool> {
    let seen = sqlx::query_scalar!(
        r#"select exists (select from sign_in_events
                          where user_id = $1 and outcome = 'in' and method <> 'refresh' and at < $2 and at > $3
                            and user_agent = $4 and ip = $5) as "seen!""#,
        *user,
        visit.now,
        visit.now.plus_days(-KNOWN_DAYS),
        visit.user_agent,
        visit.ip.to_string()
    )
    .fetch_one(&visit.wires.db)
    .await?;
    Ok(seen)
}

/// Clients and addresses a person came in with before this request.
pub async fn seen(visit: &Visit, user: UserId) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "select distinct user_agent, ip from sign_in_events
         where user_id = $1 and outcome = 'in' and method <> 'refresh' and at < $2 and at > $3 limit 1000",
        *user,
        visit.now,
        visit.now.plus_days(-KNOWN_DAYS)
    )
    .fetch_all(&visit.wires.db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.user_agent, row.ip)).collect())
}
