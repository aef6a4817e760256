//! SQL of the workshops' answers to reviews.

use crate::{
    kernel::{
        error::Result,
        ids::{MechanicId, ReviewId},
        time::Instant,
    },
    modules::reviews::{
        model::{RuleId, Verdict},
        policy::{MayModerate, MayReply},
        signals::Signal,
        status::Status,
    },
    platform::Scope,
};

/// An answer about to be kept.
pub struct NewReply {
    pub text: String,
    pub status: Status,
    pub signals: Vec<Signal>,
}

/// An answer right after a decision.
#[derive(Clone, Debug)]
pub struct DecidedReply {
    pub id: ReviewId,
    pub mechanic_id: MechanicId,
    pub author_name: String,
    pub services_tr: String,
    pub services_en: String,
    pub visited_at: Instant,
    pub status: Status,
    pub rule: Option<RuleId>,
}

/// Is this a review of the permit's workshop?
pub async fn get_for(scope: &mut Scope, permit: &MayReply, id: ReviewId) -> Result<()> {
    sqlx::query_scalar!("select id from ratings_reviews where id = $1 and mechanic_id = $2", *id, *permit.mechanic_id)
        .fetch_one(scope.conn().await?)
        .await?;
    Ok(())
}

/// So many are counted; more are told as "and more".
pub const UNANSWERED_COUNTED: i64 = 99;

/// Public reviews without an answer, one more than [`UNANSWERED_COUNTED`] at most.
pub async fn unanswered(scope: &mut Scope, permit: &MayReply) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (
               select from ratings_reviews where mechanic_id = $1 and status = 'published' and reply is null limit $2) r"#,
        *permit.mechanic_id,
        UNANSWERED_COUNTED + 1
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

/// `false` when the review has an answer already or is not public.
pub async fn save_reply(scope: &mut Scope, permit: &MayReply, id: ReviewId, reply: &NewReply) -> Result<bool> {
    let now = scope.now;
    let signals: Vec<String> = reply.signals.iter().map(|signal| signal.word().to_owned()).collect();
    let saved = sqlx::query!(
        "update ratings_reviews set reply = $3, replied_at = $4, reply_status = $5, reply_signals = $6
         where id = $1 and mechanic_id = $2 and status = 'published' and reply is null",
        *id,
        *permit.mechanic_id,
        reply.text,
        now,
        reply.status.word(),
        &signals
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(saved.rows_affected() == 1)
}

/// Moves an answer to where the verdict leads; `None` when there is none or it does not stand where such a move begins.
pub async fn decide_reply(scope: &mut Scope, _: &MayModerate, verdict: &Verdict) -> Result<Option<DecidedReply>> {
    let now = scope.now;
    let (from, to) = (verdict.decision.starts(), verdict.decision.leads_to());
    let row = sqlx::query!(
        "update ratings_reviews set reply_status = $2, reply_rule = $3, reply_decided_at = $4
         where id = $1 and reply is not null and reply_status = any ($5)
         returning id, mechanic_id, author_name, services_tr, services_en, visited_at",
        *verdict.review_id,
        to.word(),
        verdict.rule.map(RuleId::word),
        now,
        &from
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| DecidedReply {
        id: row.id.into(),
        mechanic_id: row.mechanic_id.into(),
        author_name: row.author_name,
        services_tr: row.services_tr,
        services_en: row.services_en,
        visited_at: row.visited_at,
        status: to,
        rule: verdict.rule,
    }))
}
