//! SQL of `privacy_requests`, and of the report of the retention job.

use crate::{
    kernel::{
        error::Result,
        ids::{PrivacyRequestId, UserId},
        page::Page,
        time::Instant,
    },
    modules::users::model::privacy::RequestKind,
    platform::Scope,
};
use serde_json::Value;
use uuid::Uuid;

pub const PAGE: usize = 20;

/// A request as its writer and the desk see it.
#[derive(Clone, Debug)]
pub struct Request {
    pub id: PrivacyRequestId,
    pub user_id: UserId,
    pub full_name: String,
    pub email: String,
    pub kind: String,
    pub body: String,
    pub state: String,
    pub created_at: Instant,
    pub due_at: Instant,
    pub answer: Option<String>,
    pub answered_at: Option<Instant>,
}

pub async fn insert(
    scope: &mut Scope,
    id: PrivacyRequestId,
    user: UserId,
    kind: RequestKind,
    text: &str,
    due_at: Instant,
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into privacy_requests (id, user_id, kind, body, created_at, due_at) values ($1, $2, $3, $4, $5, $6)",
        *id,
        *user,
        kind.word(),
        text,
        now,
        due_at
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// A person's own, the newest first.
pub async fn of(scope: &mut Scope, user: UserId, limit: i64) -> Result<Vec<Request>> {
    let rows = sqlx::query_as!(
        Request,
        r#"select r.id, r.user_id, u.full_name, u.email, r.kind, r.body, r.state, r.created_at, r.due_at, r.answer,
                  r.answered_at as "answered_at: Instant"
           from privacy_requests r join users u on u.id = r.user_id
           where r.user_id = $1 order by r.created_at desc, r.id desc limit $2"#,
        *user,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// For the desk: open ones by their clock, the first due first.
pub async fn open(scope: &mut Scope, after: Option<PrivacyRequestId>) -> Result<Page<Request>> {
    let rows = sqlx::query_as!(
        Request,
        r#"select r.id, r.user_id, u.full_name, u.email, r.kind, r.body, r.state, r.created_at, r.due_at, r.answer,
                  r.answered_at as "answered_at: Instant"
           from privacy_requests r join users u on u.id = r.user_id
           where r.state = 'open'
             and ($1::uuid is null or (r.due_at, r.id) > (select due_at, id from privacy_requests where id = $1))
           order by r.due_at, r.id limit $2"#,
        after.map(|id| *id),
        i64::try_from(PAGE + 1).unwrap_or(21)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, PAGE, |row: &Request| row.id.to_string()))
}

/// For the desk: what was answered, the newest request first.
pub async fn closed(scope: &mut Scope, after: Option<PrivacyRequestId>) -> Result<Page<Request>> {
    let rows = sqlx::query_as!(
        Request,
        r#"select r.id, r.user_id, u.full_name, u.email, r.kind, r.body, r.state, r.created_at, r.due_at, r.answer,
                  r.answered_at as "answered_at: Instant"
           from privacy_requests r join users u on u.id = r.user_id
           where r.state <> 'open' and ($1::uuid is null or r.id < $1)
           order by r.id desc limit $2"#,
        after.map(|id| *id),
        i64::try_from(PAGE + 1).unwrap_or(21)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, PAGE, |row: &Request| row.id.to_string()))
}

/// Figures of the desk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    pub open: i64,
    pub overdue: i64,
    pub oldest_at: Option<Instant>,
}

pub async fn figures(scope: &mut Scope) -> Result<Figures> {
    let now = scope.now;
    let row = sqlx::query_as!(
        Figures,
        r#"select count(*) as "open!", count(*) filter (where due_at < $1) as "overdue!",
                  min(created_at) as "oldest_at: Instant" from privacy_requests where state = 'open'"#,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(row)
}

/// An open request whose time runs out.
#[derive(Clone, Debug)]
pub struct Running {
    pub id: PrivacyRequestId,
    pub kind: String,
    pub due_at: Instant,
}

/// Open ones that are due before `until` and that nobody was warned of; the first due first, locked.
pub async fn running_out(scope: &mut Scope, until: Instant, limit: i64) -> Result<Vec<Running>> {
    let rows = sqlx::query_as!(
        Running,
        "select id, kind, due_at from privacy_requests where state = 'open' and warned_at is null and due_at <= $1
         order by due_at, id limit $2 for update skip locked",
        until,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

pub async fn note_warned(scope: &mut Scope, ids: &[PrivacyRequestId]) -> Result<()> {
    let (now, ids): (_, Vec<Uuid>) = (scope.now, ids.iter().map(|id| **id).collect());
    sqlx::query!("update privacy_requests set warned_at = $2 where id = any($1)", &ids, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// Answers one that is open and says whose it was; `None` when it was answered before.
///
/// # Errors
/// `not_found` when there is no such request.
pub async fn answer(
    scope: &mut Scope,
    id: PrivacyRequestId,
    state: &str,
    answer: &str,
) -> Result<Option<(UserId, String)>> {
    let (now, by) = (scope.now, scope.actor.user_id());
    let known = sqlx::query!("select state from privacy_requests where id = $1 for no key update", *id)
        .fetch_one(scope.conn().await?)
        .await?;
    if known.state != "open" {
        return Ok(None);
    }
    let row = sqlx::query!(
        "update privacy_requests set state = $2, answer = $3, answered_at = $4, answered_by = $5 where id = $1
         returning user_id, kind",
        *id,
        state,
        answer,
        now,
        by.map(|id| *id)
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Some((row.user_id.into(), row.kind)))
}

/// One night of the retention job.
#[derive(Clone, Debug)]
pub struct Run {
    pub at: Instant,
    pub people_erased: i32,
    pub people_failed: i32,
    pub counts: Value,
}

pub async fn insert_run(scope: &mut Scope, run: &Run) -> Result<()> {
    sqlx::query!(
        "insert into retention_runs (at, people_erased, people_failed, counts) values ($1, $2, $3, $4)",
        run.at,
        run.people_erased,
        run.people_failed,
        run.counts
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn runs(scope: &mut Scope, limit: i64) -> Result<Vec<Run>> {
    let runs = sqlx::query_as!(
        Run,
        "select at, people_erased, people_failed, counts from retention_runs order by at desc, id desc limit $1",
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(runs)
}
