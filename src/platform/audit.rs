//! Reading the audit log. It is written by [`Scope::audit`] alone and never changed.

use super::{scope::Scope, visit::Visit};
use crate::kernel::{
    actor::{Actor, Role},
    error::{Code, Result},
    page::Page,
    paths,
    text::fold,
    time::Instant,
};
use http::Method;
use serde_json::Value;

pub const PAGE: usize = 50;

/// Filters of the log; empty ones let everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// First word of the action, e.g. `reviews`.
    pub area: String,
    /// The id of a subject, or part of a person's name.
    pub text: String,
    /// Number of the last line seen.
    pub after: String,
}

/// One privileged act.
#[derive(Clone, Debug)]
pub struct AuditLine {
    pub id: i64,
    pub at: Instant,
    /// `None`: the house itself, or a person who is gone.
    pub actor_name: Option<String>,
    /// Who acted for that person, where somebody did.
    pub impersonator_name: Option<String>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub detail: Value,
    pub request_id: String,
}

/// Newest first. Admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn list(scope: &mut Scope, filter: &AuditFilter, limit: usize) -> Result<Page<AuditLine>> {
    match &scope.actor {
        Actor::Visitor => return Err(Code::Unauthenticated.into()),
        actor if actor.has(Role::Admin) => {}
        _ => return Err(Code::NotFound.into()),
    }
    let after = filter.after.parse::<i64>().unwrap_or(i64::MAX);
    let area = if filter.area.is_empty() { String::new() } else { format!("{}.", filter.area) };
    let rows = sqlx::query_as!(
        AuditLine,
        r#"select a.id, a.at, u.full_name as "actor_name?", i.full_name as "impersonator_name?", a.action, a.subject_kind, a.subject_id, a.detail, a.request_id
           from audit_log a left join users u on u.id = a.actor_user_id left join users i on i.id = a.impersonator_user_id
           where a.id < $1 and ($2 = '' or starts_with(a.action, $2))
             and ($3 = '' or a.subject_id = $3 or ($4 <> '' and (u.search_fold like '%' || $4 || '%' or i.search_fold like '%' || $4 || '%')))
           order by a.id desc limit $5"#,
        after,
        area,
        filter.text.trim(),
        fold(&filter.text),
        i64::try_from(limit + 1).unwrap_or(i64::MAX)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, limit, |line| line.id.to_string()))
}

/// Where support goes and what it does while it acts for somebody: a line per request, with both names.
///
/// # Errors
/// `unavailable` when the database is away; the request must then not go on.
pub async fn note_support(visit: &Visit, method: &Method) -> Result<()> {
    let (Some(person), Some(impersonation)) = (visit.actor.person(), visit.actor.impersonation()) else {
        return Ok(());
    };
    let action = if method.is_safe() { "support.look" } else { "support.act" };
    let path: String = paths::logged(&visit.path).chars().take(300).collect();
    sqlx::query!(
        "insert into audit_log (at, actor_user_id, impersonator_user_id, action, subject_kind, subject_id, request_id)
         values ($1, $2, $3, $4, 'page', $5, $6)",
        visit.now,
        *person.user_id,
        *impersonation.by,
        action,
        path,
        visit.request_id
    )
    .execute(&visit.wires.db)
    .await?;
    Ok(())
}
