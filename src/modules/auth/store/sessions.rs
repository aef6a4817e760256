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

/// Did anybody come in to this account before this request?
pub async fn somebody_came_before(visit: &Visit, user: UserId) -> Result<bool> {
    let came = sqlx::query_scalar!(
        r#"select exists (select from sign_in_events
                          where user_id = $1 and outcome = 'in' and method <> 'refresh' and at < $2) as "came!""#,
        *user,
        visit.now
    )
    .fetch_one(&visit.wires.db)
    .await?;
    Ok(came)
}
